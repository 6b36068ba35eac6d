import type { ClauseKind } from "./clause.ts";
import type { ColumnDefinition, IndexDefinition, TableName, TableOptions } from "./definition.ts";

/** What clauses of several kinds say, for who asks a clause of any kind. */
interface AnyClause {
  kind: ClauseKind;
}

interface MayNameOther extends AnyClause {
  target?: TableName | undefined;
  other?: TableName;
}

/** The second table that it names: the new name of a table that is renamed, or the one that takes part in an exchange. */
export function otherTable({ other }: MayNameOther): TableName | undefined {
  return other;
}

/** The tables whose rows it is about: none, its own, or the two that exchange theirs. */
export function tablesOfRows({ kind, target, other }: MayNameOther): readonly TableName[] {
  if (!target) return [];
  return kind === "exchange-partition" && other ? [target, other] : [target];
}

interface MayHaveOptions extends AnyClause {
  options?: TableOptions | undefined;
}

/** The options that it writes. */
export function optionsOf({ options }: MayHaveOptions): TableOptions | undefined {
  return options;
}

interface MayNameColumn extends AnyClause {
  column?: string;
}

/** The column that it is about, as the table calls it before the statement. */
export function columnOf({ column }: MayNameColumn): string | undefined {
  return column;
}

interface MayNameKey extends AnyClause {
  index?: string | undefined;
  constraint?: string | undefined;
}

/** The name of the index or constraint that it is about; undefined also where the server gives it one. */
export function keyNameOf({ index, constraint }: MayNameKey): string | undefined {
  return index ?? constraint;
}

interface MayDefineColumn extends AnyClause {
  definition?: ColumnDefinition | undefined;
}

/** The definition of a column that it writes. */
export function columnDefinitionOf({ definition }: MayDefineColumn): ColumnDefinition | undefined {
  return definition;
}

interface MayDefineIndex extends AnyClause {
  indexDefinition?: IndexDefinition;
}

/** The index that it adds. */
export function indexDefinitionOf({ indexDefinition }: MayDefineIndex): IndexDefinition | undefined {
  return indexDefinition;
}
