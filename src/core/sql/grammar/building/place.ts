import {
  childrenOf,
  heightOver,
  partsOfBody,
  partsOfQuery,
  partsOfTable,
  type QueryParts,
} from "../../tree/children.ts";
import type { Expression, ExpressionNode } from "../../tree/expression.ts";
import { highest, type Placed } from "../../tree/node.ts";
import type { Query, QueryBody, QueryBodyNode, TableExpression, TableNode } from "../../tree/query.ts";
import { type Cursor, fail } from "../cursor.ts";

/** Where a node stands in the statement's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** From a token up to where reading stands. */
export function spanFrom(c: Cursor, from: number): Span {
  return { start: c.tokens[from]?.start ?? 0, end: c.tokens[c.at - 1]?.end ?? 0 };
}

/** A node of the tree, unless the tree gets too high with it: then the statement is unreadable. */
export function place<Node extends object>(c: Cursor, node: Node, span: Span, height: number): Node & Placed {
  if (height > highest) fail(c);
  return Object.assign(node, { start: span.start, end: span.end, height });
}

export function placeExpression(c: Cursor, node: ExpressionNode, span: Span): Expression {
  const { expressions, queries } = childrenOf(node);
  return place(c, node, span, heightOver(expressions, queries));
}

/** The expression that began at a token and ends where reading stands. */
export function made(c: Cursor, from: number, node: ExpressionNode): Expression {
  return placeExpression(c, node, spanFrom(c, from));
}

export function madeQuery(c: Cursor, from: number, query: Omit<Query, keyof Placed>): Query {
  const below = { ...query, start: 0, end: 0, height: 0 };
  return place(c, query, spanFrom(c, from), heightOverParts(partsOfQuery(below)));
}

export function madeBody(c: Cursor, from: number, body: QueryBodyNode): QueryBody {
  return place(c, body, spanFrom(c, from), heightOverParts(partsOfBody(body)));
}

export function madeTable(c: Cursor, from: number, table: TableNode): TableExpression {
  return place(c, table, spanFrom(c, from), heightOverParts(partsOfTable(table)));
}

function heightOverParts({ expressions, queries, bodies, tables }: QueryParts): number {
  return heightOver(expressions, queries, bodies, tables);
}
