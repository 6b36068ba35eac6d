import type { Expression } from "./expression.ts";
import type * as nodes from "./nodes/queries.ts";

/** The nodes of queries (nodes/queries.ts) over this tree's expressions. */
export type Query = nodes.Query<Expression>;
export type CommonTable = nodes.CommonTable<Expression>;
export type QueryBody = nodes.QueryBody<Expression>;
export type QueryBodyNode = nodes.QueryBodyNode<Expression>;
export type Select = nodes.Select<Expression>;
export type SelectItem = nodes.SelectItem<Expression>;
export type SetOperation = nodes.SetOperation<Expression>;
export type OrderItem = nodes.OrderItem<Expression>;
export type Limit = nodes.Limit<Expression>;
export type Window = nodes.Window<Expression>;
export type TableExpression = nodes.TableExpression<Expression>;
export type TableNode = nodes.TableNode<Expression>;
export type JsonTable = nodes.JsonTable<Expression>;
export type JoinedTable = nodes.JoinedTable<Expression>;
