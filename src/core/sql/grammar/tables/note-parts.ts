import type { Note } from "../../clause.ts";
import type { ColumnDefinition, TableDefinition } from "../../definition.ts";

export function noteColumn(definition: ColumnDefinition, note: Note) {
  note({ kind: "add-column", column: definition.name, definition });
}

type Elements = Pick<TableDefinition, "columns" | "indexes" | "foreignKeys" | "checks">;

/** What stands in the parentheses of ADD and of CREATE TABLE. */
export function noteElements({ columns, indexes, foreignKeys, checks }: Elements, note: Note) {
  for (const definition of columns) noteColumn(definition, note);
  for (const indexDefinition of indexes) {
    const kind = indexDefinition.kind === "primary" ? "add-primary-key" : "add-index";
    note({ kind, index: indexDefinition.name, indexDefinition });
  }
  for (const foreignKey of foreignKeys)
    note({ kind: "add-foreign-key", constraint: foreignKey.name, foreignKey });
  for (const check of checks) note({ kind: "add-check", constraint: check.name, check });
}

/** One option of a table, by its upper-case name in the manual. */
export function noteOption(name: string, value: string, note: Note) {
  const options = new Map([[name, value]]);
  switch (name) {
    case "ENGINE":
      return note({ kind: "change-engine", options });
    case "CHARSET":
    case "COLLATE":
      return note({ kind: "change-charset", options });
    case "COMMENT":
      return note({ kind: "table-comment", options });
    case "TABLESPACE":
      return note({ kind: "tablespace", changes: "option", options });
    default:
      return note({ kind: "table-option", options });
  }
}
