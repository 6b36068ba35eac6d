import type { Clause } from "./clause.ts";
import type { ColumnDefinition, IndexDefinition, TableName } from "./definition.ts";

/** The second table that it names: the new name of a table that is renamed, or the one that takes part in an exchange. */
export function otherTable(clause: Clause): TableName | undefined {
  return "other" in clause ? clause.other : undefined;
}

/** The column that it is about, as the table calls it before the statement. */
export function columnOf(clause: Clause): string | undefined {
  return "column" in clause ? clause.column : undefined;
}

/** The name of the index or constraint that it is about; undefined also where the server gives it one. */
export function keyNameOf(clause: Clause): string | undefined {
  if ("index" in clause) return clause.index;
  return "constraint" in clause ? clause.constraint : undefined;
}

/** The definition of a column that it writes. */
export function columnDefinitionOf(clause: Clause): ColumnDefinition | undefined {
  return "definition" in clause ? clause.definition : undefined;
}

/** The index that it adds. */
export function indexDefinitionOf(clause: Clause): IndexDefinition | undefined {
  return "indexDefinition" in clause ? clause.indexDefinition : undefined;
}

/** It says TEMPORARY: nobody else sees its object. */
export function isTemporary(clause: Clause): boolean {
  if (clause.kind === "create-table") return clause.tableDefinition.temporary;
  return "temporary" in clause && clause.temporary;
}
