import type { Table } from "../schema/table.ts";
import { foldName } from "../sql/fold-name.ts";
import { rowsMet } from "../sql/tree/every-row/rows-met.ts";
import { usuallyMet } from "../sql/tree/every-row/usually-met.ts";
import { leavesOut } from "../sql/tree/limit.ts";
import type { CommonTable, Query, QueryBody, Select } from "../sql/tree/query.ts";
import { columnsOfQuery } from "../sql/tree/resolve/output.ts";
import { type Resolution, resolvedColumn, resolveStatement } from "../sql/tree/resolve/resolve.ts";
import type { ColumnShape, KnownTables, TableSource } from "../sql/tree/resolve/scope.ts";
import type { DataStatement } from "../sql/tree/statement.ts";
import { meetsEveryRow, type ReadRows, type Write } from "./write.ts";

type Insert = Extract<DataStatement, { kind: "insert" | "replace" }>;

interface Place {
  readonly tables: KnownTables;
  /** What the names of the statement mean. */
  readonly resolution: Resolution;
  /** The table that is written; undefined = not known. */
  readonly table: Table | undefined;
}

/**
 * The rows that `INSERT … SELECT … ON DUPLICATE KEY UPDATE` or REPLACE writes over since it reads them from the same table,
 * each with its own key; undefined = nothing tells that it meets all of them.
 */
export function rowsCopied(statement: Insert, place: Place): ReadRows | undefined {
  if (statement.kind === "insert" && statement.onDuplicate.length === 0) return undefined;
  const { source } = statement;
  if (source.kind !== "query" || !place.table) return undefined;
  return firstFound(selectsOf(source.query), (read) => rowsRead(statement, read, place));
}

function rowsRead(statement: Insert, outer: ReadSelect, place: Place): ReadRows | undefined {
  const { tables, table } = place;
  if (!table || !keepsKey(statement, outer.select, table, place)) return undefined;
  return firstFound(innermost(outer, place.resolution), (inner) => {
    const write = asUpdate(statement, inner);
    const resolution = resolveStatement(write, tables);
    const key = tables.keyOf(statement.table);
    const source = resolution.blocks.get(write)?.sources.find((one) => one.key === key);
    if (!source) return undefined;
    const choice = rowsMet(write, source, resolution);
    const kind = statement.kind === "replace" ? "replace" : "update";
    const usual = choice === "some" ? usuallyMet(write, source, resolution) : undefined;
    const read = { kind, write, resolution, source, key, table, choice, usual } as const;
    const rows = { ...read, limited: false, picks: undefined };
    return meetsEveryRow(rows) ? rows : undefined;
  });
}

function firstFound<T, Found>(all: readonly T[], find: (one: T) => Found | undefined): Found | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface ReadSelect {
  readonly select: QueryBody & Select;
  readonly commonTables: readonly CommonTable[];
}

/** The SELECTs of which a query answers every row that they find: its own, or those of its UNION. */
function selectsOf({ body, limit, commonTables }: Query, around: readonly CommonTable[] = []): ReadSelect[] {
  return leavesOut(limit) ? [] : selectsOfBody(body, [...around, ...commonTables]);
}

function selectsOfBody(body: QueryBody, commonTables: readonly CommonTable[]): ReadSelect[] {
  switch (body.kind) {
    case "select":
      return body.groupBy.length > 0 || body.having || body.qualify ? [] : [{ select: body, commonTables }];
    case "enclosed":
      return selectsOf(body.query, commonTables);
    case "set-operation":
      return body.rest.every(({ operator }) => operator === "union")
        ? [body.first, ...body.rest.map(({ operand }) => operand)].flatMap((one) =>
            selectsOfBody(one, commonTables),
          )
        : [];
    case "values":
      return [];
  }
}

/** The SELECTs that choose the rows, where one only passes on what a query in its FROM, or a common table, answers. */
function innermost(read: ReadSelect, resolution: Resolution): readonly ReadSelect[] {
  const { select, commonTables } = read;
  const [table, ...others] = select.from;
  if (!table || others.length > 0 || select.where) return [read];
  const common = resolution.sources.get(table)?.common;
  const query = table.kind === "derived" ? table.query : common;
  if (!query) return [read];
  const before = common
    ? commonTables.slice(
        0,
        commonTables.findIndex((one) => one.query === common),
      )
    : commonTables;
  return selectsOf(query, before).flatMap((one) => innermost(one, resolution));
}

/** The UPDATE that meets the same rows, and assigns nothing. */
function asUpdate(
  { start, end, height, deferred, variables }: Insert,
  { select, commonTables }: ReadSelect,
): Write & { kind: "update" } {
  return {
    kind: "update",
    commonTables,
    tables: select.from,
    assignments: [],
    where: select.where,
    orderBy: [],
    limit: undefined,
    written: { where: undefined, limit: undefined },
    ...{ start, end, height, deferred, variables },
  };
}

/** Whether each row that is read comes with the values that it has in some unique key. */
function keepsKey(
  { table: target, columns }: Insert,
  select: QueryBody & Select,
  table: Table,
  { tables, resolution }: Pick<Place, "tables" | "resolution">,
): boolean {
  const key = tables.keyOf(target);
  const named = columns ?? table.columns.map(({ name }) => name);
  const read = columnsOfQuery({ body: select }, resolution);
  const kept = new Set(
    read.columns.flatMap((column, i) => {
      const stored = storedColumn(column, resolution);
      const written = foldName(named[i] ?? "");
      return stored?.source.key === key && stored.name === written ? [written] : [];
    }),
  );
  return uniqueKeys(table).some((columnsOfKey) => columnsOfKey.every((one) => kept.has(one)));
}

/** The column of a stored table that a column is, through the queries that pass it on. */
function storedColumn(column: ColumnShape, resolution: Resolution): ShownColumn | undefined {
  const passed = passedOn(column, resolution);
  if (!passed?.column) return undefined;
  return passed.source.key === undefined
    ? storedColumn(passed.column, resolution)
    : { source: passed.source, name: foldName(passed.column.name) };
}

function passedOn({ origin, computed = [] }: ColumnShape, resolution: Resolution): Passed | undefined {
  if (origin) return origin;
  const [only, ...more] = computed;
  const meant = only && more.length === 0 ? resolvedColumn(resolution, only) : undefined;
  return meant?.kind === "column" ? meant : undefined;
}

interface Passed {
  readonly source: TableSource;
  readonly column: ColumnShape | undefined;
}

interface ShownColumn {
  readonly source: TableSource;
  /** Folded. */
  readonly name: string;
}

/** The columns of each key that no two rows share, folded. */
function uniqueKeys({ indexes }: Table): string[][] {
  return indexes
    .filter(({ kind, parts }) => /^(primary|unique)$/.test(kind) && parts.every(({ column }) => column))
    .map(({ parts }) => parts.map(({ column = "" }) => foldName(column)));
}
