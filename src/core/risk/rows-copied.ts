import type { Table } from "../schema/table.ts";
import { foldName } from "../sql/fold-name.ts";
import { rowsMet } from "../sql/tree/every-row/rows-met.ts";
import { leavesOut } from "../sql/tree/limit.ts";
import type { Select } from "../sql/tree/query.ts";
import { type Resolution, resolvedColumn, resolveStatement } from "../sql/tree/resolve/resolve.ts";
import type { KnownTables } from "../sql/tree/resolve/scope.ts";
import type { DataStatement } from "../sql/tree/statement.ts";
import { choosesNone, type ReadRows, type Write } from "./write.ts";

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
export function rowsCopied(statement: Insert, { tables, resolution, table }: Place): ReadRows | undefined {
  if (statement.kind === "insert" && statement.onDuplicate.length === 0) return undefined;
  const { source } = statement;
  if (source.kind !== "query" || source.query.body.kind !== "select" || !table) return undefined;
  const { body, limit, commonTables } = source.query;
  if (body.groupBy.length > 0 || body.having || body.qualify || leavesOut(limit)) return undefined;
  if (!keepsKey(statement, body, table, { tables, resolution })) return undefined;
  const write = asUpdate(statement, { select: body, commonTables });
  const names = resolveStatement(write, tables);
  const key = tables.keyOf(statement.table);
  const read = names.blocks.get(write)?.sources.find((one) => one.key === key);
  if (!read) return undefined;
  const choice = rowsMet(write, read, names);
  const kind = statement.kind === "replace" ? "replace" : "update";
  const rows = { kind, write, resolution: names, source: read, key, table, choice } as const;
  return choosesNone(rows) || choice === "all-or-some"
    ? { ...rows, limited: false, picks: undefined }
    : undefined;
}

/** The UPDATE that meets the same rows, and assigns nothing. */
function asUpdate(
  { start, end, height, deferred, variables }: Insert,
  { select, commonTables }: { select: Select; commonTables: Write["commonTables"] },
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
  { items, from }: Select,
  table: Table,
  { tables, resolution }: Pick<Place, "tables" | "resolution">,
): boolean {
  const key = tables.keyOf(target);
  const [first, ...others] = from;
  const [item] = items;
  const isWhole = first?.kind === "table" && others.length === 0 && items.length === 1;
  if (isWhole && item?.kind === "star" && !columns) return tables.keyOf(first.name) === key && hasKey(table);
  const named = columns ?? table.columns.map(({ name }) => name);
  const kept = new Set(
    items.flatMap((one, i) => {
      const resolved = one.kind === "item" ? resolvedColumn(resolution, one.expression) : undefined;
      const name =
        resolved?.kind === "column" && resolved.source.key === key ? resolved.column?.name : undefined;
      const written = foldName(named[i] ?? "");
      return name !== undefined && foldName(name) === written ? [written] : [];
    }),
  );
  return uniqueKeys(table).some((columnsOfKey) => columnsOfKey.every((one) => kept.has(one)));
}

function hasKey(table: Table): boolean {
  return uniqueKeys(table).length > 0;
}

/** The columns of each key that no two rows share, folded. */
function uniqueKeys({ indexes }: Table): string[][] {
  return indexes
    .filter(({ kind, parts }) => /^(primary|unique)$/.test(kind) && parts.every(({ column }) => column))
    .map(({ parts }) => parts.map(({ column = "" }) => foldName(column)));
}
