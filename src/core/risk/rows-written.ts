import type { DescribedStatement } from "../change/change.ts";
import { keyOf, type TableKey } from "../schema/names.ts";
import type { Table } from "../schema/table.ts";
import type { Clause } from "../sql/clause.ts";
import type { TableName } from "../sql/definition.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import type { Choice } from "../sql/tree/every-row/decide.ts";
import { rowsMet } from "../sql/tree/every-row/rows-met.ts";
import { type Resolution, resolveStatement } from "../sql/tree/resolve/resolve.ts";
import { type KnownTables, sourceNamed, type TableSource } from "../sql/tree/resolve/scope.ts";
import type { DataStatement } from "../sql/tree/statement.ts";

/** An UPDATE or a DELETE as it stands in a statement. */
export type Write = Extract<DataStatement, { kind: "update" | "delete" }>;

/** What an UPDATE or DELETE does to the rows of one of its tables. */
export interface RowsWritten {
  write: Write;
  resolution: Resolution;
  source: TableSource;
  /** Right before the statement; undefined = not known. */
  table: Table | undefined;
  /** The rows that it meets, its LIMIT left aside. */
  choice: Choice;
  /** A LIMIT bounds it, however many rows it meets. */
  limited: boolean;
}

type Read = Pick<DescribedStatement, "text" | "mode" | "tables" | "known" | "scope">;

const found = new WeakMap<object, readonly RowsWritten[]>();

/** What a statement's UPDATEs and DELETEs do, table by table; nothing of a statement that is not understood. */
export function rowsWritten(statement: Read): readonly RowsWritten[] {
  const known = found.get(statement);
  if (known) return known;
  const tables = tablesOf(statement);
  const all = treesOf(statement).flatMap(({ statements }) =>
    statements.flatMap((one) => writtenBy(one, tables)),
  );
  found.set(statement, all);
  return all;
}

const worst = new WeakMap<object, Map<Clause, RowsWritten | undefined>>();

/** The worst that the statement does to the table that a clause is about; undefined = it changes no rows by a condition. */
export function rowsWrittenBy(clause: Clause, statement: Read): RowsWritten | undefined {
  const known = worst.get(statement) ?? new Map<Clause, RowsWritten | undefined>();
  if (known.size === 0) worst.set(statement, known);
  if (known.has(clause)) return known.get(clause);
  const rows = worstBy(clause, statement);
  known.set(clause, rows);
  return rows;
}

function worstBy(clause: Clause, statement: Read): RowsWritten | undefined {
  const key = "target" in clause && clause.target ? keyOf(clause.target, statement.scope) : undefined;
  const own = rowsWritten(statement).filter(
    ({ write, source }) => write.kind === clause.kind && source.key === key,
  );
  return own.sort((a, b) => severity(b) - severity(a))[0];
}

/** Whether nothing that hangs on a row spares it, and no LIMIT does. */
export function meetsEveryRow(rows: RowsWritten | undefined): boolean {
  return rows !== undefined && !rows.limited && choosesNone(rows);
}

export function choosesNone({ choice }: RowsWritten): boolean {
  return choice === "every" || choice === "all-or-none";
}

const severities: Readonly<Record<Choice, number>> = { every: 6, "all-or-none": 4, some: 2, none: 0 };

function severity({ choice, limited }: RowsWritten): number {
  return severities[choice] - (limited ? 3 : 0);
}

function writtenBy(statement: DataStatement, tables: KnownCatalogTables): RowsWritten[] {
  if (statement.kind !== "update" && statement.kind !== "delete") return [];
  const resolution = resolveStatement(statement, tables);
  return targetsOf(statement, resolution).map((source) => ({
    write: statement,
    resolution,
    source,
    table: source.name && tables.find(source.name),
    choice: rowsMet(statement, source, resolution),
    limited: isLimited(statement),
  }));
}

function targetsOf(statement: Write, { blocks, columns }: Resolution): readonly TableSource[] {
  const block = blocks.get(statement);
  if (!block) return [];
  if (statement.kind === "delete")
    return statement.targets.flatMap((target) => sourceNamed(block, undefined, target) ?? []);
  const assigned = statement.assignments.map(({ column }) => columns.get(column));
  // What is assigned to may be a column of any table.
  if (assigned.some((one) => one?.kind !== "column"))
    return block.sources.filter(({ key }) => key !== undefined);
  return [...new Set(assigned.flatMap((one) => (one?.kind === "column" ? [one.source] : [])))];
}

/** A LIMIT above this bounds nothing. */
const wholeTable = 1_000_000;

function isLimited({ limit }: Write): boolean {
  return limit !== undefined && !(limit.count.kind === "number" && Number(limit.count.text) > wholeTable);
}

interface KnownCatalogTables extends KnownTables {
  find(name: TableName): Table | undefined;
}

function tablesOf({ tables, known, scope }: Read): KnownCatalogTables {
  const byKey = new Map<TableKey, Table>();
  for (const [i, reference] of tables.entries()) {
    const table = known[i];
    if (table) byKey.set(keyOf(reference, scope), table);
  }
  return {
    find: (name: TableName) => byKey.get(keyOf(name, scope)),
    keyOf: (name: TableName) => keyOf(name, scope),
  };
}
