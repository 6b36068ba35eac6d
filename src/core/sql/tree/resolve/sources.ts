import type { TableName } from "../../definition.ts";
import { foldName } from "../../fold-name.ts";
import type { Expression } from "../expression.ts";
import type { JoinedTable, Query, TableExpression } from "../query.ts";
import type { KnownTables, QueryBlock, TableShape, TableSource } from "./scope.ts";

interface CommonTableShape extends TableShape {
  readonly name: string;
  /** Of its query, with the common tables in it in their places. */
  readonly height: number;
  /** undefined = it reads itself, or is too high. */
  readonly query: Query | undefined;
}

/** What reading the tables of a FROM needs besides. */
export interface TableContext {
  readonly tables: KnownTables;
  /** Common table expressions in scope, the innermost last. */
  readonly sources: Map<TableExpression, TableSource>;
  readonly commonTables: CommonTableShape[];
  /** How high the highest common table is that is read, with what it reads itself. */
  reach: number;
  resolveQuery(query: Query, outer: QueryBlock | undefined): void;
  resolveExpression(expression: Expression, block: QueryBlock): void;
  columnsOf(query: Query): TableShape;
}

/** Adds the tables of a FROM, an UPDATE or a DELETE to its block, and resolves the conditions of its joins. */
export function addTables(context: TableContext, tables: readonly TableExpression[], block: QueryBlock) {
  for (const table of tables) addTable(context, table, block);
  for (const table of tables) resolveConditions(context, table, block);
}

/** @returns the sources that were added. */
function addTable(context: TableContext, table: TableExpression, block: QueryBlock): readonly TableSource[] {
  switch (table.kind) {
    case "table": {
      const { name, alias } = table;
      return add(context, table, block, sourceOfTable(context, name, alias ?? name.table));
    }
    case "derived": {
      context.resolveQuery(table.query, table.lateral ? block : block.outer);
      const { columns, complete } = context.columnsOf(table.query);
      const named =
        table.columns.length === 0
          ? columns
          : columns.map((column, i) => ({ ...column, name: table.columns[i] ?? "" }));
      return add(context, table, block, sourceOf({ columns: named, complete }, table.alias));
    }
    case "json-table": {
      context.resolveExpression(table.document, block);
      context.resolveExpression(table.path, block);
      const columns = table.columns.map((name) => ({ name, nullable: true, type: undefined }));
      return add(context, table, block, sourceOf({ columns, complete: true }, table.alias));
    }
    case "join": {
      const sources = [...addTable(context, table.first, block)];
      for (const joined of table.rest) sources.push(...addJoined(context, joined, sources, block));
      return sources;
    }
  }
}

function add(
  context: TableContext,
  table: TableExpression,
  block: QueryBlock,
  source: TableSource,
): readonly TableSource[] {
  block.sources.push(source);
  context.sources.set(table, source);
  return [source];
}

function addJoined(
  context: TableContext,
  joined: JoinedTable,
  before: readonly TableSource[],
  block: QueryBlock,
): readonly TableSource[] {
  const added = addTable(context, joined.table, block);
  if (joined.type === "left") for (const source of added) source.nullable = true;
  if (joined.type === "right") for (const source of before) source.nullable = true;
  const [kept, other] = joined.type === "right" ? [added, before] : [before, added];
  for (const name of joined.using ?? []) merge(block, name, kept);
  if (joined.natural) mergeCommon(block, kept, other);
  return added;
}

/** An outer join takes a merged column from the side that keeps its rows. */
function merge({ merged }: QueryBlock, name: string, kept: readonly TableSource[]) {
  const folded = foldName(name);
  const holder = kept.find(({ columns }) => columns.some((column) => foldName(column.name) === folded));
  const source = merged.get(folded) ?? holder ?? kept[0];
  if (source) merged.set(folded, source);
}

function mergeCommon(block: QueryBlock, kept: readonly TableSource[], other: readonly TableSource[]) {
  if (![...kept, ...other].every(({ complete }) => complete)) block.uncertain = true;
  const names = new Set(other.flatMap(({ columns }) => columns.map(({ name }) => foldName(name))));
  for (const { columns } of kept)
    for (const { name } of columns) if (names.has(foldName(name))) merge(block, name, kept);
}

function resolveConditions(context: TableContext, table: TableExpression, block: QueryBlock) {
  if (table.kind !== "join") return;
  resolveConditions(context, table.first, block);
  for (const { table: joined, on } of table.rest) {
    resolveConditions(context, joined, block);
    if (on) context.resolveExpression(on, block);
  }
}

/** A stored table, or the common table expression that hides it. */
export function sourceOfTable(context: TableContext, name: TableName, alias: string): TableSource {
  const common =
    name.database === undefined ? context.commonTables.findLast((one) => one.name === name.table) : undefined;
  if (common) {
    context.reach = Math.max(context.reach, common.height);
    return sourceOf(common, alias, common.query);
  }
  const { columns = [], complete = false } = context.tables.find(name) ?? {};
  return {
    columns,
    complete,
    alias,
    name,
    key: context.tables.keyOf(name),
    common: undefined,
    nullable: false,
  };
}

function sourceOf({ columns, complete }: TableShape, alias: string, common?: Query): TableSource {
  return { columns, complete, alias, name: undefined, key: undefined, common, nullable: false };
}
