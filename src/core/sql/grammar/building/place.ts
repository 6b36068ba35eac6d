import { childrenOf } from "../../tree/children.ts";
import type { Expression, ExpressionNode } from "../../tree/expression.ts";
import { greatestHeight, type Placed, type Span } from "../../tree/node.ts";
import {
  heightOver,
  partsOfBody,
  partsOfQuery,
  partsOfStatement,
  partsOfTable,
  type QueryParts,
} from "../../tree/parts.ts";
import type { Passage, TableAlteration } from "../../tree/passages.ts";
import type { Query, QueryBody, QueryBodyNode, TableExpression, TableNode } from "../../tree/query.ts";
import type { DataStatementNode, DefinedExpression } from "../../tree/statement.ts";
import { type Cursor, fail, query } from "../cursor.ts";

/** From a token up to where reading stands. */
export function spanFrom(c: Cursor, from: number): Span {
  return { start: c.tokens[from]?.start ?? 0, end: c.tokens[c.at - 1]?.end ?? 0 };
}

/** A node of the tree, unless the tree gets too high with it: then the statement is unreadable. */
function place<Node extends object>(c: Cursor, node: Node, span: Span, height: number): Node & Placed {
  if (height > greatestHeight) fail(c);
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
  return place(c, query, spanFrom(c, from), heightOverParts(partsOfQuery(query)));
}

export function madeBody(c: Cursor, from: number, body: QueryBodyNode): QueryBody {
  return placeBody(c, body, spanFrom(c, from));
}

export function placeBody(c: Cursor, body: QueryBodyNode, span: Span): QueryBody {
  return place(c, body, span, heightOverParts(partsOfBody(body)));
}

export function madeTable(c: Cursor, from: number, table: TableNode): TableExpression {
  return place(c, table, spanFrom(c, from), heightOverParts(partsOfTable(table)));
}

/** A statement of the tree, from a token up to where reading stands. */
export function noteStatement(c: Cursor, from: number, node: DataStatementNode) {
  const statement = place(c, node, spanFrom(c, from), heightOverParts(partsOfStatement(node)));
  const { building, deferred } = c;
  building?.statements.push(Object.assign(statement, { deferred, variables: building.variables }));
}

/** A query that is a statement of its own, or the whole of what another one makes a table or a view of. */
export function noteQuery(c: Cursor) {
  const from = c.at;
  const inner = query(c);
  if (c.building) noteStatement(c, from, { kind: "select", query: inner });
}

export function noteDefinition(c: Cursor, role: DefinedExpression["role"], expression: Expression) {
  c.building?.definitions.push({ role, expression });
}

/** A part of the statement, from a token up to where reading stands. */
export function notePassage(c: Cursor, part: Passage["part"], from: number, value = "") {
  c.building?.passages.push({ part, value, ...spanFrom(c, from) });
}

export function noteAlteration(c: Cursor, alteration: TableAlteration) {
  c.building?.alterations.push(alteration);
}

/** An expression that belongs to no statement of rows and to no definition. */
export function noteOther(c: Cursor, expression: Expression) {
  c.building?.others.push(expression);
}

function heightOverParts({ expressions, queries, bodies, tables }: QueryParts): number {
  return heightOver(expressions, queries, bodies, tables);
}
