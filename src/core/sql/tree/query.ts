import type { Expression } from "./expression.ts";
import type * as nodes from "./nodes/queries.ts";

/** The nodes of queries (nodes/queries.ts) over this tree's expressions. */
export type Query = nodes.QueryOf<Expression>;
export type CommonTable = nodes.CommonTableOf<Expression>;
export type QueryBody = nodes.QueryBodyOf<Expression>;
export type QueryBodyNode = nodes.QueryBodyNodeOf<Expression>;
export type Select = nodes.SelectOf<Expression>;
export type SelectItem = nodes.SelectItemOf<Expression>;
export type SetOperation = nodes.SetOperationOf<Expression>;
export type OrderItem = nodes.OrderItemOf<Expression>;
export type Limit = nodes.LimitOf<Expression>;
export type Window = nodes.WindowOf<Expression>;
export type TableExpression = nodes.TableExpressionOf<Expression>;
export type TableNode = nodes.TableNodeOf<Expression>;
export type JsonTable = nodes.JsonTableOf<Expression>;
export type JoinedTable = nodes.JoinedTableOf<Expression>;
