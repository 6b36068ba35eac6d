import type { Expression, ExpressionKind, ExpressionNode, ExpressionOf } from "./expression.ts";
import type { OrderItem, Query, Window } from "./query.ts";

/** The expressions and queries right below a node. */
export interface Children {
  readonly expressions: readonly Expression[];
  readonly queries: readonly Query[];
}

const none: Children = { expressions: [], queries: [] };
const leaf = () => none;

function only(...expressions: (Expression | undefined)[]): Children {
  return { expressions: expressions.filter((one) => one !== undefined), queries: [] };
}

function these(expressions: readonly Expression[]): Children {
  return { expressions, queries: [] };
}

/** Exhaustive: a new kind of expression does not compile until it says what stands below it. */
const children: { readonly [K in ExpressionKind]: (node: ExpressionOf<K>) => Children } = {
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

export function childrenOf(node: ExpressionNode): Children {
  // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
  return (children[node.kind] as (node: ExpressionNode) => Children)(node);
}

export function ordered(items: readonly OrderItem[]): Expression[] {
  return items.map(({ expression }) => expression);
}

export function ofWindow(window: Window | undefined): Expression[] {
  return window ? [...window.partitionBy, ...ordered(window.orderBy), ...window.frame] : [];
}
