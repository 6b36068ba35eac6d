import type { DescribedStatement } from "../change/change.ts";
import { keyOf, type TableKey } from "../schema/names.ts";
import { rowRules } from "../schema/row-rules.ts";
import type { Table } from "../schema/table.ts";
import type { Clause } from "../sql/clause.ts";
import type { TableName } from "../sql/definition.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import type { Choice } from "../sql/tree/every-row/decide.ts";
import { rowsMet } from "../sql/tree/every-row/rows-met.ts";
import { usuallyMet } from "../sql/tree/every-row/usually-met.ts";
import { leavesOut } from "../sql/tree/limit.ts";
import { type Resolution, resolveStatement } from "../sql/tree/resolve/resolve.ts";
import { type KnownTables, sourceNamed, type TableSource } from "../sql/tree/resolve/scope.ts";
import type { DataStatement } from "../sql/tree/statement.ts";
import { picksSome } from "./picked-by-value.ts";
import { rowsCopied } from "./rows-copied.ts";
import { rulesOfView } from "./view-rules.ts";
import { shapeOfView } from "./view-shape.ts";
import type { PickedRows, ReadRows, RowsWritten, Write } from "./write.ts";

type Read = Pick<DescribedStatement, "text" | "mode" | "tables" | "known" | "scope"> &
  Partial<Pick<DescribedStatement, "picked" | "views">>;

const found = new WeakMap<object, readonly RowsWritten[]>();

/** What a statement's UPDATEs and DELETEs do, table by table; nothing of a statement that is not understood. */
export function rowsWritten(statement: Read): readonly RowsWritten[] {
  const known = found.get(statement);
  if (known) return known;
  const picked = pickedRows(statement);
  const all = picked ? [picked] : writtenInTrees(statement);
  found.set(statement, all);
  return all;
}

/** The statements of rows in a statement, each with what its names mean. */
export function dataStatements(
  statement: Read,
): readonly { readonly statement: DataStatement; readonly resolution: Resolution }[] {
  const tables = tablesOf(statement);
  return treesOf(statement).flatMap(({ statements }) =>
    statements.map((one) => ({ statement: one, resolution: resolveStatement(one, tables) })),
  );
}

/** The same, with its trees. */
export function writtenInTrees(statement: Read): readonly ReadRows[] {
  const tables = tablesOf(statement);
  return treesOf(statement).flatMap(({ statements }) => statements.flatMap((one) => writtenBy(one, tables)));
}

/** The worst that the statement does to the table that a clause is about; undefined = it changes no rows by a condition. */
export function rowsWrittenBy(clause: Clause, statement: Read): RowsWritten | undefined {
  const key = clause.target && keyOf(clause.target, statement.scope);
  const all = rowsWritten(statement);
  if (all.length > 1) return worstOf(all).get(placeOf(clause.kind, key));
  const [only] = all;
  return only?.kind === clause.kind && only.key === key ? only : undefined;
}

const worst = new WeakMap<readonly RowsWritten[], ReadonlyMap<string, RowsWritten>>();

/** By what is done and to which table. */
function worstOf(all: readonly RowsWritten[]): ReadonlyMap<string, RowsWritten> {
  const known = worst.get(all);
  if (known) return known;
  const found = new Map<string, RowsWritten>();
  for (const rows of all) {
    const place = placeOf(rows.kind, rows.key);
    const other = found.get(place);
    if (!other || severity(rows) > severity(other)) found.set(place, rows);
  }
  worst.set(all, found);
  return found;
}

function placeOf(kind: Clause["kind"], key: string | undefined): string {
  return `${kind} ${key ?? ""}`;
}

const severities: Readonly<Record<Choice, number>> = {
  every: 8,
  "all-or-none": 6,
  "all-or-some": 4,
  some: 2,
  none: 0,
};

function severity({ choice, usual, limited }: RowsWritten): number {
  return (usual ? severities["all-or-some"] : severities[choice]) - (limited ? 3 : 0);
}

function writtenBy(statement: DataStatement, tables: KnownCatalogTables): readonly ReadRows[] {
  if (statement.kind === "select") return noRows;
  const resolution = resolveStatement(statement, tables);
  if (!isWrite(statement)) {
    const copied = rowsCopied(statement, { tables, resolution, table: tables.stored(statement.table) });
    return copied ? [copied] : noRows;
  }
  return targetsOf(statement, resolution).map((source) => ({
    kind: statement.kind,
    write: statement,
    resolution,
    source,
    key: source.key,
    table: source.name && tables.stored(source.name),
    ...rowsMetBy(statement, source, resolution),
    limited: leavesOut(statement.limit),
    picks: undefined,
  }));
}

function rowsMetBy(
  statement: Write,
  source: TableSource,
  resolution: Resolution,
): Pick<ReadRows, "choice" | "usual"> {
  const choice = rowsMet(statement, source, resolution);
  return { choice, usual: choice === "some" ? usuallyMet(statement, source, resolution) : undefined };
}

const noRows: readonly ReadRows[] = [];

function pickedRows(statement: Read): PickedRows | undefined {
  const { picked, tables, known, scope, views } = statement;
  const [target] = tables;
  const [table] = known;
  if (!picked || !target || views || !picksSome(picked, table)) return undefined;
  const { kind, column } = picked;
  return {
    kind,
    key: keyOf(target, scope),
    table,
    choice: "some",
    usual: undefined,
    limited: false,
    picks: column,
  };
}

function isWrite(statement: DataStatement): statement is Write {
  return statement.kind === "update" || statement.kind === "delete";
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

interface KnownCatalogTables extends KnownTables {
  /** undefined = it is no table, but perhaps a view. */
  stored(name: TableName): Table | undefined;
}

function tablesOf({ tables, known, scope, mode, views }: Read): KnownCatalogTables {
  const byKey = new Map<TableKey, Table>();
  for (const [i, reference] of tables.entries()) {
    const table = known[i];
    if (table) byKey.set(keyOf(reference, scope), table);
  }
  return {
    find: (name: TableName) => {
      const key = keyOf(name, scope);
      return byKey.get(key) ?? (views && shapeOfView(key, views));
    },
    stored: (name: TableName) => byKey.get(keyOf(name, scope)),
    keyOf: (name: TableName) => keyOf(name, scope),
    rulesOf: (name: TableName) => {
      const key = keyOf(name, scope);
      const table = byKey.get(key);
      return table ? rowRules(table, mode) : views && rulesOfView(key, views, mode);
    },
  };
}
