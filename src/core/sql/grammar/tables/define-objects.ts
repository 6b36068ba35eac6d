import type { IndexDefinition } from "../../definition.ts";
import { type Cursor, isNext, list, need, take } from "../cursor.ts";
import { mayBeMariadb, mayBeMysql, mayBeOlderThan } from "../may-be.ts";
import { displayName, identifier, takeIfExists, takeIfNotExists, usedTable } from "../names.ts";
import { dropIndexClause } from "./alter-column.ts";
import { noteAbout, runOptions, waitOption } from "./alter-table.ts";
import { indexParts, typeOf } from "./key.ts";

/** CREATE INDEX from the index's name on (manual 15.1.15). */
export function createIndex(c: Cursor, kind: IndexDefinition["kind"]) {
  if (mayBeMariadb(c)) takeIfNotExists(c);
  const name = identifier(c);
  typeOf(c, kind);
  need(c, "ON");
  const target = usedTable(c, "alter");
  if (mayBeMariadb(c)) waitOption(c);
  const indexDefinition = indexParts(c, kind, name);
  runOptions(c);
  c.clauses.push({ kind: "add-index", table: displayName(target), target, index: name, indexDefinition });
}

/** DROP INDEX from the index's name on (manual 15.1.27). */
export function dropIndexStatement(c: Cursor) {
  if (mayBeMariadb(c)) takeIfExists(c);
  const index = identifier(c);
  need(c, "ON");
  const target = usedTable(c, "alter");
  if (mayBeMariadb(c)) waitOption(c);
  if (mayBeMysql(c)) runOptions(c);
  dropIndexClause(index, noteAbout(c, target));
}

/** RENAME TABLE from the first name on (manual 15.1.36). */
export function renameTables(c: Cursor) {
  if (mayBeMariadb(c)) takeIfExists(c);
  list(c, (inner) => {
    const target = usedTable(inner, "alter");
    if (mayBeMariadb(inner)) waitOption(inner);
    need(inner, "TO");
    const other = usedTable(inner, "create");
    inner.clauses.push({
      kind: "rename-table",
      table: displayName(target),
      target,
      to: displayName(other),
      other,
    });
  });
}

/** TRUNCATE from the table's name on. */
export function truncate(c: Cursor) {
  const target = usedTable(c, "write");
  if (mayBeMariadb(c)) waitOption(c);
  c.clauses.push({ kind: "truncate-table", table: displayName(target), target });
}

/** LOCK TABLES from the first name on (manual 15.3.6). */
export function lockTablesStatement(c: Cursor) {
  list(c, (inner) => {
    const target = usedTable(inner, "lock");
    if (
      take(inner, "AS") ||
      !(isNext(inner, "READ") || isNext(inner, "WRITE") || isNext(inner, "LOW_PRIORITY"))
    )
      identifier(inner);
    if (take(inner, "READ")) take(inner, "LOCAL");
    else {
      if (mayBeOlderThan(inner, 90000)) take(inner, "LOW_PRIORITY");
      need(inner, "WRITE");
    }
    inner.clauses.push({ kind: "lock-tables", table: displayName(target), target });
  });
}
