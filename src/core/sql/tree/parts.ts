import { ofWindow, ordered } from "./children.ts";
import type { Expression } from "./expression.ts";
import type { Placed } from "./node.ts";
import type {
  CommonTable,
  JoinedTable,
  Limit,
  Query,
  QueryBody,
  QueryBodyNode,
  SelectItem,
  TableExpression,
  TableNode,
} from "./query.ts";
import type { ColumnAssignment, DataStatementNode, DeleteStatement, InsertSource } from "./statement.ts";

/** What stands right below a query expression, a body of one, or a table expression. */
export interface QueryParts {
  readonly expressions: readonly Expression[];
  readonly queries: readonly Query[];
  readonly bodies: readonly QueryBody[];
  readonly tables: readonly TableExpression[];
}

const noParts: QueryParts = { expressions: [], queries: [], bodies: [], tables: [] };

export function partsOfQuery({ commonTables, body, orderBy, limit }: Omit<Query, keyof Placed>): QueryParts {
  return {
    ...noParts,
    expressions: [...ordered(orderBy), ...ofLimit(limit)],
    queries: commonTables.map(({ query }: CommonTable) => query),
    bodies: [body],
  };
}

function ofLimit(limit: Limit | undefined): Expression[] {
  return limit ? [limit.count, ...(limit.offset ? [limit.offset] : [])] : [];
}

export function partsOfBody(body: QueryBodyNode): QueryParts {
  switch (body.kind) {
    case "select": {
      const { items, from, where, groupBy, having, windows, qualify } = body;
      const conditions = [where, having, qualify].filter((one) => one !== undefined);
      const expressions = [...items.flatMap(ofItem), ...conditions, ...groupBy, ...windows.flatMap(ofWindow)];
      return { ...noParts, expressions, tables: from };
    }
    case "values":
      return { ...noParts, expressions: body.rows.flat() };
    case "set-operation":
      return { ...noParts, bodies: [body.first, ...body.rest.map(({ operand }) => operand)] };
    case "enclosed":
      return { ...noParts, queries: [body.query] };
  }
}

function ofItem(item: SelectItem): Expression[] {
  return item.kind === "item" ? [item.expression] : [];
}

export function partsOfTable(table: TableNode): QueryParts {
  switch (table.kind) {
    case "table":
      return table.sample ? { ...noParts, expressions: [table.sample] } : noParts;
    case "derived":
      return { ...noParts, queries: [table.query] };
    case "json-table":
      return { ...noParts, expressions: [table.document, table.path] };
    case "join":
      return {
        ...noParts,
        expressions: table.rest.flatMap(({ on }: JoinedTable) => (on ? [on] : [])),
        tables: [table.first, ...table.rest.map((joined) => joined.table)],
      };
  }
}

export function partsOfStatement(statement: DataStatementNode): QueryParts {
  switch (statement.kind) {
    case "select":
      return { ...noParts, queries: [statement.query] };
    case "update":
      return {
        ...partsOfWrite(statement),
        expressions: [...assigned(statement.assignments), ...tailOf(statement)],
      };
    case "delete":
      return { ...partsOfWrite(statement), expressions: tailOf(statement) };
    case "insert":
    case "replace": {
      const { expressions, queries } = partsOfSource(statement.source);
      return { ...noParts, expressions: [...expressions, ...assigned(statement.onDuplicate)], queries };
    }
  }
}

function partsOfWrite({
  commonTables,
  tables,
}: Pick<DeleteStatement, "commonTables" | "tables">): QueryParts {
  return { ...noParts, queries: commonTables.map(({ query }) => query), tables };
}

function tailOf({
  where,
  orderBy,
  limit,
}: Pick<DeleteStatement, "where" | "orderBy" | "limit">): Expression[] {
  return [...(where ? [where] : []), ...ordered(orderBy), ...ofLimit(limit)];
}

function assigned(assignments: readonly ColumnAssignment[]): Expression[] {
  return assignments.flatMap(({ column, value }) => [column, value]);
}

function partsOfSource(source: InsertSource): Pick<QueryParts, "expressions" | "queries"> {
  switch (source.kind) {
    case "rows":
      return { expressions: source.computed, queries: [] };
    case "set":
      return { expressions: assigned(source.assignments), queries: [] };
    case "query":
      return { expressions: [], queries: [source.query] };
  }
}

/** How high a node is over these. */
export function heightOver(...below: readonly (readonly Placed[])[]): number {
  let height = 0;
  for (const nodes of below) for (const node of nodes) if (node.height > height) height = node.height;
  return height + 1;
}
