import type { Note } from "../../clause.ts";
import { noteDefinition } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  need,
  parenthesised,
  take,
  takeAll,
  textFrom,
} from "../cursor.ts";
import { mayBeMariadb, mayBeMysql } from "../may-be.ts";
import { displayName, identifier, ownColumn, takeIfExists, takeIfNotExists, usedTable } from "../names.ts";
import { addPartitionClause, dropPartitionClause } from "./alter-partition.ts";
import { type ColumnDraft, columnAfterName, columnDefinition, takePosition } from "./column.ts";
import { keyOrConstraint, type TableElements, tableElement } from "./create-table.ts";
import { signedLiteral } from "./default-value.ts";
import { noteColumn, noteElements } from "./note-parts.ts";

/** ADD column, ADD (…), ADD key, ADD constraint, ADD PARTITION. */
export function addClause(c: Cursor, note: Note) {
  if (isNext(c, "PARTITION")) return addPartitionClause(c, note);
  const spelled = take(c, "COLUMN");
  if (mayBeMariadb(c)) takeIfNotExists(c);
  const elements: TableElements = { columns: [], indexes: [], foreignKeys: [], checks: [] };
  if (isNext(c, "(")) parenthesised(c, (inner) => tableElement(inner, elements));
  else if (spelled || !keyOrConstraint(c, elements))
    return noteColumn(positioned(c, columnDefinition(c)), note);
  noteElements(elements, note);
}

function positioned(c: Cursor, column: ColumnDraft): ColumnDraft {
  column.position = takePosition(c);
  return column;
}

export function dropClause(c: Cursor, note: Note) {
  if (takeAll(c, "PRIMARY", "KEY")) return note({ kind: "drop-primary-key", index: "PRIMARY" });
  if (takeAll(c, "FOREIGN", "KEY")) return note({ kind: "drop-foreign-key", constraint: droppedName(c) });
  if (isNext(c, "PARTITION")) return dropPartitionClause(c, note);
  if (take(c, "INDEX") || take(c, "KEY")) return dropIndexClause(droppedName(c), note);
  if (mayBeMysql(c) && take(c, "CHECK")) return note({ kind: "drop-check", constraint: droppedName(c) });
  if (take(c, "CONSTRAINT")) return note({ kind: "drop-constraint", constraint: droppedName(c) });
  take(c, "COLUMN");
  if (mayBeMariadb(c)) takeIfExists(c);
  const column = ownColumn(c);
  if (!take(c, "RESTRICT")) take(c, "CASCADE");
  note({ kind: "drop-column", column });
}

function droppedName(c: Cursor): string {
  if (mayBeMariadb(c)) takeIfExists(c);
  return identifier(c);
}

/** `PRIMARY` in quotes drops the primary key. */
export function dropIndexClause(index: string, note: Note) {
  note({ kind: index.toUpperCase() === "PRIMARY" ? "drop-primary-key" : "drop-index", index });
}

export function modifyClause(c: Cursor, note: Note) {
  take(c, "COLUMN");
  if (mayBeMariadb(c)) takeIfExists(c);
  const definition = positioned(c, columnDefinition(c));
  note({ kind: "modify-column", column: definition.name, definition, to: undefined });
}

export function changeClause(c: Cursor, note: Note) {
  take(c, "COLUMN");
  if (mayBeMariadb(c)) takeIfExists(c);
  const column = ownColumn(c);
  const to = identifier(c);
  const definition = positioned(c, columnAfterName(c, to));
  note({ kind: "modify-column", column, definition, to: to === column ? undefined : to });
}

/** ALTER [COLUMN] …, ALTER INDEX …, ALTER {CHECK | CONSTRAINT} …. */
export function alterClause(c: Cursor, note: Note) {
  if (take(c, "INDEX") || (mayBeMariadb(c) && take(c, "KEY"))) {
    const index = droppedName(c);
    return note({ kind: "index-visibility", index, visibility: visibility(c) ?? ignored(c) });
  }
  if (mayBeMysql(c) && (take(c, "CHECK") || take(c, "CONSTRAINT"))) {
    const constraint = identifier(c);
    const enforced = !take(c, "NOT");
    need(c, "ENFORCED");
    return note({ kind: "alter-check", constraint, enforced });
  }
  take(c, "COLUMN");
  if (mayBeMariadb(c)) takeIfExists(c);
  alterColumn(c, ownColumn(c), note);
}

function visibility(c: Cursor): "VISIBLE" | "INVISIBLE" | undefined {
  if (!mayBeMysql(c)) return undefined;
  if (take(c, "VISIBLE")) return "VISIBLE";
  return take(c, "INVISIBLE") ? "INVISIBLE" : undefined;
}

function ignored(c: Cursor): "IGNORED" | "NOT IGNORED" {
  if (!mayBeMariadb(c)) fail(c);
  const not = take(c, "NOT");
  need(c, "IGNORED");
  return not ? "NOT IGNORED" : "IGNORED";
}

function alterColumn(c: Cursor, column: string, note: Note) {
  if (takeAll(c, "DROP", "DEFAULT")) return note({ kind: "change-default", column, default: undefined });
  need(c, "SET");
  const shown = visibility(c);
  if (shown) return note({ kind: "column-visibility", column, visible: shown === "VISIBLE" });
  need(c, "DEFAULT");
  const from = c.at;
  if (take(c, "(")) {
    noteDefinition(c, "default", expression(c));
    need(c, ")");
  } else if (mayBeMariadb(c)) noteDefinition(c, "default", c.grammar.bitExpression(c));
  else signedLiteral(c);
  note({ kind: "change-default", column, default: textFrom(c, from) });
}

/** RENAME COLUMN, RENAME INDEX, RENAME [TO | AS | =] table. */
export function renameClause(c: Cursor, note: Note) {
  if (take(c, "COLUMN")) {
    if (mayBeMariadb(c)) takeIfExists(c);
    const column = ownColumn(c);
    need(c, "TO");
    return note({ kind: "rename-column", column, to: identifier(c), definition: undefined });
  }
  if (take(c, "INDEX") || take(c, "KEY")) {
    const index = droppedName(c);
    need(c, "TO");
    return note({ kind: "rename-index", index, to: identifier(c) });
  }
  if (!take(c, "TO") && !take(c, "AS")) take(c, "=");
  const other = usedTable(c, "create");
  note({ kind: "rename-table", to: displayName(other), other });
}
