import { childrenOf } from "../children.ts";
import type { Expression } from "../expression.ts";
import { greatestHeight } from "../node.ts";
import type { ColumnReference } from "../nodes/atoms.ts";
import { noVariables, type ProgramVariables } from "../program-variables.ts";
import type { CommonTable, Query, QueryBody, Select, TableExpression } from "../query.ts";
import type { ColumnAssignment, DataStatement } from "../statement.ts";
import { columnsOfQuery } from "./output.ts";
import {
  aliasNamed,
  type ColumnShape,
  columnNamed,
  type KnownTables,
  lookUp,
  openBlock,
  type QueryBlock,
  type Resolved,
  type TableSource,
  unresolved,
  variableNamed,
} from "./scope.ts";
import { addTables, sourceOfTable, type TableContext } from "./sources.ts";

/** What every name of one statement means. */
export interface Resolution {
  /** By column reference. */
  readonly columns: ReadonlyMap<Expression, Resolved>;
  /** Of UPDATE, DELETE and INSERT, and of every SELECT. */
  readonly blocks: ReadonlyMap<DataStatement | QueryBody, QueryBlock>;
  /** By table of a FROM: the tables and queries that are joined, not the joins. */
  readonly sources: ReadonlyMap<TableExpression, TableSource>;
  readonly tables: KnownTables;
  /** A source whose row is there, whatever an outer join may put in its place. */
  readonly present?: TableSource | undefined;
}

export function resolvedColumn({ columns }: Pick<Resolution, "columns">, node: Expression): Resolved {
  return columns.get(node) ?? unresolved;
}

interface Resolver extends Resolution, TableContext {
  readonly columns: Map<Expression, Resolved>;
  readonly blocks: Map<DataStatement | QueryBody, QueryBlock>;
  readonly sources: Map<TableExpression, TableSource>;
  readonly variables: ProgramVariables;
}

/** Resolves the names of a statement, once, against its own tables and those that are known. */
export function resolveStatement(statement: DataStatement, tables: KnownTables): Resolution {
  const resolver = openResolver(tables, statement.variables);
  switch (statement.kind) {
    case "select":
      resolveQuery(resolver, statement.query, undefined);
      break;
    case "update":
    case "delete": {
      defineCommonTables(resolver, statement.commonTables, undefined);
      const block = openBlock(undefined, statement.variables);
      resolver.blocks.set(statement, block);
      addTables(resolver, statement.tables, block);
      if (statement.kind === "update") resolveAssignments(resolver, statement.assignments, block);
      if (statement.where) resolveExpression(resolver, statement.where, block);
      for (const { expression } of statement.orderBy) resolveExpression(resolver, expression, block);
      break;
    }
    case "insert":
    case "replace":
      resolveInsert(resolver, statement);
  }
  return resolver;
}

/** Resolves an expression of a table's own definition: a CHECK, a generated column, a key part. */
export function resolveDefinition(expression: Expression, table: QueryBlock["sources"][number]): Resolution {
  const resolver = openResolver({ find: () => undefined, keyOf: ({ table: name }) => name }, noVariables);
  const block = openBlock(undefined, noVariables);
  block.sources.push(table);
  resolveExpression(resolver, expression, block);
  return resolver;
}

function openResolver(tables: KnownTables, variables: ProgramVariables): Resolver {
  const resolver: Resolver = {
    columns: new Map(),
    blocks: new Map(),
    sources: new Map(),
    tables,
    variables,
    commonTables: [],
    reach: 0,
    resolveQuery: (query, outer) => resolveQuery(resolver, query, outer),
    resolveExpression: (expression, block) => resolveExpression(resolver, expression, block),
    columnsOf: (query) => columnsOfQuery(query, resolver),
  };
  return resolver;
}

function resolveInsert(resolver: Resolver, statement: DataStatement & { kind: "insert" | "replace" }) {
  const block = openBlock(undefined, statement.variables);
  resolver.blocks.set(statement, block);
  block.sources.push(sourceOfTable(resolver, statement.table, statement.table.table));
  const { source } = statement;
  if (source.kind === "rows") for (const value of source.computed) resolveExpression(resolver, value, block);
  else if (source.kind === "set") resolveAssignments(resolver, source.assignments, block);
  else {
    resolveQuery(resolver, source.query, undefined);
    // ON DUPLICATE KEY UPDATE may name what the query reads.
    block.sources.push(...(resolver.blocks.get(source.query.body)?.sources ?? []));
  }
  resolveAssignments(resolver, statement.onDuplicate, block);
}

function resolveAssignments(resolver: Resolver, assignments: readonly ColumnAssignment[], block: QueryBlock) {
  for (const { column, value } of assignments) {
    if (column.kind === "column") resolver.columns.set(column, columnNamed(column, block));
    resolveExpression(resolver, value, block);
  }
}

function resolveQuery(resolver: Resolver, query: Query, outer: QueryBlock | undefined) {
  const { length } = resolver.commonTables;
  defineCommonTables(resolver, query.commonTables, outer);
  const block = resolveBody(resolver, query.body, outer);
  const scope = block ?? { ...openBlock(outer, resolver.variables), uncertain: true };
  const items = query.body.kind === "select" ? query.body.items : [];
  for (const { expression } of query.orderBy)
    resolveExpression(resolver, expression, scope, (column) => aliasNamed(column, items));
  resolver.commonTables.length = length;
}

function defineCommonTables(
  resolver: Resolver,
  commonTables: readonly CommonTable[],
  outer: QueryBlock | undefined,
) {
  for (const { name, columns, recursive, query } of commonTables) {
    // A recursive one reads itself: all that is known of it then is how its columns are called.
    const itself = columns.map((column) => ({ name: column, nullable: undefined, type: undefined }));
    if (recursive)
      resolver.commonTables.push({ name, columns: itself, complete: false, height: 0, query: undefined });
    const height = query.height + reachOf(resolver, () => resolveQuery(resolver, query, outer));
    if (recursive) resolver.commonTables.pop();
    const { columns: found, complete } = columnsOfQuery(query, resolver);
    const known =
      columns.length === 0 ? found : found.map((column, i) => ({ ...column, name: columns[i] ?? "" }));
    // Visitors recurse: what would be higher than a tree may be is not known.
    const isTooHigh = height > greatestHeight;
    const named = isTooHigh ? known.map(nothingKnown) : known;
    resolver.commonTables.push({
      ...{ name, columns: named, complete },
      height: isTooHigh ? 1 : height,
      query: isTooHigh || recursive ? undefined : query,
    });
  }
}

function nothingKnown({ name }: ColumnShape): ColumnShape {
  return { name, nullable: undefined, type: undefined };
}

/** How high the highest common table is that is read meanwhile. */
function reachOf(resolver: Resolver, read: () => void): number {
  const before = resolver.reach;
  resolver.reach = 0;
  read();
  const { reach } = resolver;
  resolver.reach = before;
  return reach;
}

/** @returns the block of a SELECT. */
function resolveBody(
  resolver: Resolver,
  body: QueryBody,
  outer: QueryBlock | undefined,
): QueryBlock | undefined {
  switch (body.kind) {
    case "select":
      return resolveSelect(resolver, body, outer);
    case "values": {
      const block = openBlock(outer, resolver.variables);
      for (const row of body.rows) for (const value of row) resolveExpression(resolver, value, block);
      return undefined;
    }
    case "set-operation":
      for (const part of [body.first, ...body.rest.map(({ operand }) => operand)])
        resolveBody(resolver, part, outer);
      return undefined;
    case "enclosed":
      resolveQuery(resolver, body.query, outer);
      return undefined;
  }
}

function resolveSelect(
  resolver: Resolver,
  select: QueryBody & Select,
  outer: QueryBlock | undefined,
): QueryBlock {
  const block = openBlock(outer, resolver.variables);
  resolver.blocks.set(select, block);
  addTables(resolver, select.from, block);
  const { items, where, groupBy, having, windows, qualify } = select;
  for (const item of items) if (item.kind === "item") resolveExpression(resolver, item.expression, block);
  if (where) resolveExpression(resolver, where, block);
  const byAlias = (column: ColumnReference) =>
    lookUp(column, { ...block, outer: undefined }).kind === "column" ? undefined : aliasNamed(column, items);
  for (const part of groupBy) resolveExpression(resolver, part, block, byAlias);
  for (const part of [having, qualify]) if (part) resolveExpression(resolver, part, block, byAlias);
  for (const { partitionBy, orderBy } of windows)
    for (const part of [...partitionBy, ...orderBy.map(({ expression }) => expression)])
      resolveExpression(resolver, part, block);
  return block;
}

/** Iterative below an expression; recursive from subquery to subquery, whose number one below another is bounded. */
function resolveExpression(
  resolver: Resolver,
  expression: Expression,
  block: QueryBlock,
  first: (column: ColumnReference) => Resolved | undefined = () => undefined,
) {
  const open = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "column")
      resolver.columns.set(node, variableNamed(node, block) ?? first(node) ?? columnNamed(node, block));
    const { expressions, queries } = childrenOf(node);
    open.push(...expressions);
    for (const query of queries) resolveQuery(resolver, query, block);
  }
}
