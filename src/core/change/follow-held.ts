import { putTable } from "../schema/catalog.ts";
import { knownTables } from "../schema/known-tables.ts";
import { keyOf, type TableKey } from "../schema/names.ts";
import type { Replay } from "../schema/replay.ts";
import { type Column, findColumn, type Table } from "../schema/table.ts";
import type { Clause, ClauseKind } from "../sql/clause.ts";
import { otherTable } from "../sql/clause-parts.ts";
import type { TableName } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import { rowsMet } from "../sql/tree/every-row/rows-met.ts";
import type { Expression } from "../sql/tree/expression.ts";
import { leavesOut } from "../sql/tree/limit.ts";
import { resolveStatement } from "../sql/tree/resolve/resolve.ts";
import type { DescribedStatement } from "./change.ts";

/** What may put other values into rows than they have, by itself or whenever something else happens. */
const writes: ReadonlySet<ClauseKind> = new Set<ClauseKind>([
  "insert",
  "replace",
  "update",
  "load-data",
  "exchange-partition",
  "tablespace",
  "create-trigger",
  "create-event",
  "alter-event",
]);

/**
 * Notes in which columns every row has the same value after a statement of the pull request under judgement: those that it
 * adds, and those that it writes in every row.
 */
export function followHeld(read: DescribedStatement, replay: Replay) {
  const written = new Set<TableKey>();
  for (const { clause } of read.changes) {
    if (clause.kind === "add-column" && !clause.deferred) holdAdded(clause, replay);
    else if (writes.has(clause.kind)) noteTables(written, clause, read, replay);
  }
  for (const key of written) forgetHeld(key, replay);
  if (read.type === "UPDATE" && !read.picked && replay.session.strict) holdWritten(read, replay);
}

function noteTables(
  written: Set<TableKey>,
  clause: Clause,
  { tables }: DescribedStatement,
  { session }: Replay,
) {
  const other = otherTable(clause);
  // What a program names, it may write when it runs.
  const named = clause.deferred || /trigger|event/.test(clause.kind) ? tables : [];
  for (const name of [clause.target, other, ...named]) if (name) written.add(keyOf(name, session.scope));
}

function forgetHeld(key: TableKey, { catalog }: Replay) {
  const table = catalog.tables.get(key);
  if (!table?.columns.some(({ held }) => held !== undefined)) return;
  putTable(catalog, key, {
    ...table,
    columns: table.columns.map((column) => ({ ...column, held: undefined })),
  });
}

function holdAdded({ target, definition }: Extract<Clause, { kind: "add-column" }>, replay: Replay) {
  const key = keyOf(target, replay.session.scope);
  const table = replay.session.temporary.has(key) ? undefined : replay.catalog.tables.get(key);
  const column = table && findColumn(table, definition.name);
  const held = column && addedValue(column);
  if (table && column && held !== undefined && mayHold(table, key, column, replay))
    hold(key, new Map([[column.name, held]]), replay);
}

/** What the rows get that are there when the column is added; undefined = not known as a literal. */
function addedValue({
  default: text,
  defaultIsExpression,
  nullable,
  type,
  generated,
  autoIncrement,
}: Column) {
  if (defaultIsExpression || generated || autoIncrement) return undefined;
  if (text !== undefined) return text;
  if (nullable) return "NULL";
  return /(int|decimal)$/.test(type.name) ? "0" : /char$/.test(type.name) ? "''" : undefined;
}

/** Not where a trigger or an event names the table, nor where a foreign key may write the column. */
function mayHold({ foreignKeys }: Table, key: TableKey, { name }: Column, { catalog }: Replay): boolean {
  const isBound = foreignKeys.some(({ columns }) => columns.some((one) => foldName(one) === foldName(name)));
  if (isBound) return false;
  for (const { kind, tables } of catalog.programs.values())
    if ((kind === "trigger" || kind === "event") && tables.includes(key)) return false;
  return true;
}

function hold(key: TableKey, values: ReadonlyMap<string, string>, { catalog }: Replay) {
  const table = catalog.tables.get(key);
  if (!table) return;
  const columns = table.columns.map((column) => {
    const held = values.get(column.name);
    return held === undefined ? column : { ...column, held };
  });
  putTable(catalog, key, { ...table, columns });
}

/** `UPDATE t SET a = 7` of every row, a literal. Where sql_mode is not strict, the row may get another one. */
function holdWritten(read: DescribedStatement, replay: Replay) {
  const [name, ...others] = read.tables;
  const [table] = read.known;
  if (name && table && others.length === 0) holdAssigned(name, table, read, replay);
}

function holdAssigned(name: TableName, table: Table, read: DescribedStatement, replay: Replay) {
  const [statement, ...more] = treesOf(read).flatMap(({ statements }) => statements);
  if (more.length > 0 || statement?.kind !== "update") return;
  if (!statement.assignments.some(({ value }) => isLiteral(value)) || leavesOut(statement.limit)) return;
  const resolution = resolveStatement(statement, knownTables(replay.catalog, replay.session));
  const [source] = resolution.blocks.get(statement)?.sources ?? [];
  if (!source || rowsMet(statement, source, resolution) !== "every") return;
  const key = keyOf(name, read.scope);
  const values = new Map<string, string>();
  for (const { column, value } of statement.assignments) {
    const resolved = resolution.columns.get(column);
    const known = resolved?.kind === "column" && findColumn(table, resolved.column?.name ?? "");
    if (!known) return;
    values.delete(known.name);
    if (takes(known, value) && mayHold(table, key, known, replay))
      values.set(known.name, read.text.slice(value.start, value.end));
  }
  hold(key, values, replay);
}

function takes({ nullable }: Column, value: Expression): boolean {
  return isLiteral(value) && (nullable || value.kind !== "null");
}

function isLiteral({ kind }: Expression): boolean {
  return kind === "number" || kind === "text" || kind === "null";
}
