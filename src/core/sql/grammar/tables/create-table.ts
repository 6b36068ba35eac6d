import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition,
  TableName,
} from "../../definition.ts";
import { notePassage, noteQuery } from "../building/place.ts";
import { type Cursor, fail, isNext, isOneOf, list, need, take, takeAll } from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { displayName, identifier, noteTable, tableName, takeIfNotExists, usedTable } from "../names.ts";
import { opensQuery } from "../queries/opens-query.ts";
import { columnDefinition } from "./column.ts";
import { check, foreignKey } from "./constraint.ts";
import { indexAfterKind } from "./key.ts";
import { partitionBy } from "./partition.ts";
import { takeTableOption } from "./table-options.ts";

type Draft = { -readonly [K in keyof TableDefinition]: TableDefinition[K] } & {
  columns: ColumnDefinition[];
  indexes: IndexDefinition[];
  foreignKeys: ForeignKeyDefinition[];
  checks: CheckDefinition[];
  options: Map<string, string>;
};

/** CREATE TABLE from the table's name on (manual 15.1.20). */
export function createTable(
  c: Cursor,
  { temporary, replace }: { temporary: boolean; replace: boolean },
): void {
  const from = c.at;
  const ifNotExists = takeIfNotExists(c);
  if (ifNotExists) notePassage(c, "if-not-exists", from);
  const target = usedTable(c, "create");
  const draft: Draft = {
    columns: [],
    indexes: [],
    foreignKeys: [],
    checks: [],
    options: new Map(),
    partitioning: undefined,
    temporary,
    ifNotExists,
    like: undefined,
    fromQuery: false,
  };
  draft.like = takeLike(c);
  if (!draft.like) {
    if (isNext(c, "(") && !opensQuery(c)) elements(c, draft);
    rest(c, draft);
  }
  const condition = replace ? "or-replace" : ifNotExists ? "if-not-exists" : undefined;
  c.clauses.push({
    kind: "create-table",
    table: displayName(target),
    target,
    condition,
    tableDefinition: draft,
  });
}

/** `LIKE other` or `(LIKE other)`. */
function takeLike(c: Cursor): TableName | undefined {
  const enclosed = isNext(c, "(") && isNext(c, "LIKE", 1);
  if (enclosed) c.at++;
  if (!take(c, "LIKE")) return undefined;
  const other = tableName(c);
  noteTable(c, other, "read");
  if (enclosed) need(c, ")");
  return other;
}

function elements(c: Cursor, draft: Draft) {
  need(c, "(");
  list(c, (inner) => tableElement(inner, draft));
  need(c, ")");
}

/** What ADD (…) and CREATE TABLE (…) list: a column, a key or a constraint. */
export interface TableElements {
  columns: ColumnDefinition[];
  indexes: IndexDefinition[];
  foreignKeys: ForeignKeyDefinition[];
  checks: CheckDefinition[];
}

export function tableElement(c: Cursor, into: TableElements) {
  if (!keyOrConstraint(c, into)) into.columns.push(columnDefinition(c));
}

const constraintWords = new Set(["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"]);
const opening = new Set([...constraintWords, "CONSTRAINT", "FULLTEXT", "SPATIAL", "KEY", "INDEX"]);

/** Reads a key or constraint; false = none is next, so it is a column. */
export function keyOrConstraint(c: Cursor, into: TableElements): boolean {
  if (!isOneOf(c, opening)) return false;
  const named = take(c, "CONSTRAINT");
  const constraint = named && !isOneOf(c, constraintWords) ? identifier(c) : undefined;
  if (take(c, "PRIMARY")) {
    need(c, "KEY");
    into.indexes.push(indexAfterKind(c, "primary", undefined));
  } else if (take(c, "UNIQUE")) {
    if (!take(c, "KEY")) take(c, "INDEX");
    into.indexes.push(indexAfterKind(c, "unique", constraint));
  } else if (isNext(c, "FOREIGN")) into.foreignKeys.push(foreignKey(c, constraint));
  else if (isNext(c, "CHECK")) into.checks.push(check(c, constraint));
  else if (named) fail(c);
  else return plainKey(c, into);
  return true;
}

function plainKey(c: Cursor, into: TableElements): boolean {
  const kind = take(c, "FULLTEXT") ? "fulltext" : take(c, "SPATIAL") ? "spatial" : "index";
  const spelled = take(c, "KEY") || take(c, "INDEX");
  if (!spelled && kind === "index") return false;
  if (mayBeMariadb(c)) takeIfNotExists(c);
  into.indexes.push(indexAfterKind(c, kind, undefined));
  return true;
}

function rest(c: Cursor, draft: Draft) {
  tableOptions(c, draft.options);
  if (take(c, "PARTITION")) draft.partitioning = partitionBy(c);
  const conflict = take(c, "IGNORE") || take(c, "REPLACE");
  const as = take(c, "AS");
  if (opensQuery(c)) {
    noteQuery(c);
    draft.fromQuery = true;
  } else if (conflict || as) fail(c);
}

function tableOptions(c: Cursor, into: Map<string, string>) {
  for (;;) {
    const option = takeTableOption(c);
    if (!option) {
      if (mayBeMariadb(c) && takeAll(c, "WITH", "SYSTEM", "VERSIONING")) continue;
      return;
    }
    into.set(option.name, option.value);
    take(c, ",");
  }
}
