import type { Expression, ExpressionKind } from "./expression.ts";
import type { Placed } from "./node.ts";
import type {
  CommonTable,
  JoinedTable,
  Limit,
  OrderItem,
  Query,
  QueryBody,
  SelectItem,
  TableExpression,
  Window,
} from "./query.ts";

/** The expressions and queries right below a node. */
export interface Children {
  readonly expressions: readonly Expression[];
  readonly queries: readonly Query[];
}

type OfKind<K extends ExpressionKind> = Extract<Expression, { kind: K }>;

const none: Children = { expressions: [], queries: [] };
const leaf = () => none;

function only(...expressions: (Expression | undefined)[]): Children {
  return { expressions: expressions.filter((one) => one !== undefined), queries: [] };
}

function these(expressions: readonly Expression[]): Children {
  return { expressions, queries: [] };
}

/** Exhaustive: a new kind of expression does not compile until it says what stands below it. */
const children: { readonly [K in ExpressionKind]: (node: OfKind<K>) => Children } = {
  number: leaf,
  text: leaf,
  bits: leaf,
  temporal: leaf,
  null: leaf,
  truth: leaf,
  default: leaf,
  parameter: leaf,
  "user-variable": leaf,
  "system-variable": leaf,
  column: leaf,
  "sequence-value": leaf,
  assignment: ({ value }) => only(value),
  "default-of": ({ column }) => only(column),
  "inserted-value": ({ column }) => only(column),
  call: ({ operands, orderBy, over }) =>
    orderBy.length > 0 || over
      ? these([...operands, ...ordered(orderBy), ...ofWindow(over)])
      : these(operands),
  cast: ({ operand }) => only(operand),
  "convert-using": ({ operand }) => only(operand),
  collate: ({ operand }) => only(operand),
  "at-time-zone": ({ operand }) => only(operand),
  "json-path": ({ operand }) => only(operand),
  match: ({ columns, against }) => these([...columns, against]),
  interval: ({ value }) => only(value),
  sign: ({ operand }) => only(operand),
  not: ({ operand }) => only(operand),
  arithmetic: ({ operands }) => these(operands),
  concatenation: ({ operands }) => these(operands),
  and: ({ operands }) => these(operands),
  or: ({ operands }) => these(operands),
  xor: ({ operands }) => these(operands),
  comparison: ({ left, right }) => only(left, right),
  quantified: ({ left, query }) => ({ expressions: [left], queries: [query] }),
  is: ({ operand }) => only(operand),
  "in-list": ({ value, list }) => these([value, ...list]),
  "in-subquery": ({ value, query }) => ({ expressions: [value], queries: [query] }),
  between: ({ value, low, high }) => only(value, low, high),
  like: ({ value, pattern, escapedBy }) => only(value, pattern, escapedBy),
  regexp: ({ value, pattern }) => only(value, pattern),
  "sounds-like": ({ left, right }) => only(left, right),
  "member-of": ({ value, array }) => only(value, array),
  case: ({ value, branches, otherwise }) =>
    only(value, ...branches.flatMap(({ when, then }) => [when, then]), otherwise),
  row: ({ operands }) => these(operands),
  subquery: ({ query }) => ({ expressions: [], queries: [query] }),
  exists: ({ query }) => ({ expressions: [], queries: [query] }),
};

export function childrenOf(node: Expression): Children {
  // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
  return (children[node.kind] as (node: Expression) => Children)(node);
}

function ordered(items: readonly OrderItem[]): Expression[] {
  return items.map(({ expression }) => expression);
}

function ofWindow(window: Window | undefined): Expression[] {
  return window ? [...window.partitionBy, ...ordered(window.orderBy), ...window.frame] : [];
}

/** What stands right below a query expression, a body of one, or a table expression. */
export interface QueryParts {
  readonly expressions: readonly Expression[];
  readonly queries: readonly Query[];
  readonly bodies: readonly QueryBody[];
  readonly tables: readonly TableExpression[];
}

const noParts: QueryParts = { expressions: [], queries: [], bodies: [], tables: [] };

export function partsOfQuery({ commonTables, body, orderBy, limit }: Query): QueryParts {
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

export function partsOfBody(body: QueryBody): QueryParts {
  switch (body.kind) {
    case "select": {
      const { items, from, where, groupBy, having, windows, qualify } = body;
      const { expressions } = only(where, ...groupBy, having, ...windows.flatMap(ofWindow), qualify);
      return { ...noParts, expressions: [...items.flatMap(ofItem), ...expressions], tables: from };
    }
    case "values":
      return { ...noParts, expressions: body.rows.flat() };
    case "whole-table":
      return noParts;
    case "set-operation":
      return { ...noParts, bodies: [body.first, ...body.rest.map(({ operand }) => operand)] };
    case "enclosed":
      return { ...noParts, queries: [body.query] };
  }
}

function ofItem(item: SelectItem): Expression[] {
  return item.kind === "item" ? [item.expression] : [];
}

export function partsOfTable(table: TableExpression): QueryParts {
  switch (table.kind) {
    case "table":
      return noParts;
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

/** How high a node is over these. */
export function heightOver(...below: readonly (readonly Placed[])[]): number {
  let height = 0;
  for (const nodes of below) for (const node of nodes) if (node.height > height) height = node.height;
  return height + 1;
}
