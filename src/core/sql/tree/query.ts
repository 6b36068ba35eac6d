import type { Expression } from "./expression.ts";
import type * as nodes from "./nodes/queries.ts";

/** The nodes of queries (nodes/queries.ts) over this tree's expressions. */
export type Query = nodes.Query<Expression>;
export type CommonTable = nodes.CommonTable<Expression>;
export type QueryBody = nodes.QueryBody<Expression>;
export type QueryBodyNode = nodes.QueryBodyNode<Expression>;
export type Select = nodes.Select<Expression>;
export type SelectItem = nodes.SelectItem<Expression>;
export type RowsOfValues = nodes.RowsOfValues<Expression>;
export type WholeTable = nodes.WholeTable;
export type SetOperation = nodes.SetOperation<Expression>;
export type EnclosedQuery = nodes.EnclosedQuery<Expression>;
export type OrderItem = nodes.OrderItem<Expression>;
export type Limit = nodes.Limit<Expression>;
export type Window = nodes.Window<Expression>;
export type TableExpression = nodes.TableExpression<Expression>;
export type TableNode = nodes.TableNode<Expression>;
export type NamedTable = nodes.NamedTable;
export type DerivedTable = nodes.DerivedTable<Expression>;
export type JsonTable = nodes.JsonTable<Expression>;
export type Join = nodes.Join<Expression>;
export type JoinedTable = nodes.JoinedTable<Expression>;
