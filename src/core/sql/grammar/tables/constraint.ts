import type { CheckDefinition, ForeignKeyDefinition, ReferentialAction } from "../../definition.ts";
import { noteDefinition } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  need,
  needAll,
  parenthesised,
  take,
  takeAll,
  takeOne,
  textFrom,
} from "../cursor.ts";
import { mayBeMariadb, mayBeMysql } from "../may-be.ts";
import { columnName, identifier, takeIfNotExists, usedTable, whole } from "../names.ts";

/** `CHECK (expression) [[NOT] ENFORCED]` (manual 15.1.20.6). */
export function check(c: Cursor, name: string | undefined): CheckDefinition {
  need(c, "CHECK");
  const from = c.at;
  need(c, "(");
  const condition = expression(c);
  need(c, ")");
  noteDefinition(c, "check", condition);
  const text = textFrom(c, from);
  const enforced = !mayBeMysql(c) || !takeAll(c, "NOT", "ENFORCED");
  if (enforced && mayBeMysql(c)) take(c, "ENFORCED");
  return { name, expression: text, enforced };
}

/** FOREIGN KEY's own part, from its words on (manual 15.1.20.5). */
export function foreignKey(c: Cursor, constraint: string | undefined): ForeignKeyDefinition {
  needAll(c, "FOREIGN", "KEY");
  if (mayBeMariadb(c)) takeIfNotExists(c);
  const name = isNext(c, "(") ? undefined : identifier(c);
  const key = references(c, parenthesised(c, keyColumn), constraint);
  return name === undefined ? key : { ...key, indexName: name };
}

/** The grammar takes a prefix length and an order here, though no foreign key has either. */
function keyColumn(c: Cursor): string {
  const name = identifier(c);
  if (isNext(c, "(")) parenthesised(c, whole);
  if (!take(c, "ASC")) take(c, "DESC");
  return name;
}

const matches = new Set(["FULL", "PARTIAL", "SIMPLE"]);

export function references(
  c: Cursor,
  columns: readonly string[],
  name: string | undefined,
): ForeignKeyDefinition {
  need(c, "REFERENCES");
  const table = usedTable(c, "read");
  const referencedColumns = isNext(c, "(") ? parenthesised(c, columnName) : [];
  if (take(c, "MATCH") && !takeOne(c, matches)) fail(c);
  let onDelete: ReferentialAction | undefined;
  let onUpdate: ReferentialAction | undefined;
  while (take(c, "ON")) {
    if (onDelete === undefined && take(c, "DELETE")) onDelete = action(c);
    else if (onUpdate === undefined && take(c, "UPDATE")) onUpdate = action(c);
    else fail(c);
  }
  return { name, columns, references: table, referencedColumns, onDelete, onUpdate };
}

function action(c: Cursor): ReferentialAction {
  if (take(c, "RESTRICT")) return "restrict";
  if (take(c, "CASCADE")) return "cascade";
  if (take(c, "NO")) {
    need(c, "ACTION");
    return "no-action";
  }
  need(c, "SET");
  if (take(c, "NULL")) return "set-null";
  need(c, "DEFAULT");
  return "set-default";
}
