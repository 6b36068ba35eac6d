import type { Clause } from "../sql/clause.ts";
import type {
  ColumnDefinition,
  ForeignKeyDefinition,
  TableDefinition,
  TableName,
} from "../sql/definition.ts";
import { type NameScope, parentName, resolveName } from "./names.ts";

/** A table's foreign keys with the tables that they mean, as the catalog keeps them. `child` is as written. */
export function resolveParents(
  definition: TableDefinition,
  child: TableName,
  scope: NameScope,
): TableDefinition {
  const { columns, foreignKeys } = definition;
  const hasNone = foreignKeys.length === 0 && columns.every(({ inline }) => inline.references === undefined);
  if (hasNone) return definition;
  return {
    ...definition,
    columns: columns.map((column) => inColumn(column, child, scope)),
    foreignKeys: foreignKeys.map((key) => inKey(key, child, scope)),
  };
}

/** The same for one clause of ALTER TABLE. */
export function resolveParentsOf(clause: Clause, child: TableName, scope: NameScope): Clause {
  switch (clause.kind) {
    case "add-foreign-key":
      return { ...clause, foreignKey: inKey(clause.foreignKey, child, scope) };
    case "add-column":
    case "modify-column":
      return clause.definition.inline.references
        ? { ...clause, definition: inColumn(clause.definition, child, scope) }
        : clause;
    default:
      return clause;
  }
}

function inColumn(column: ColumnDefinition, child: TableName, scope: NameScope): ColumnDefinition {
  const { references } = column.inline;
  if (references === undefined) return column;
  return { ...column, inline: { ...column.inline, references: inKey(references, child, scope) } };
}

function inKey(key: ForeignKeyDefinition, child: TableName, scope: NameScope): ForeignKeyDefinition {
  return { ...key, references: resolveName(parentName(key.references, child), scope) };
}
