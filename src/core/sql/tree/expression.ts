import type { Placed } from "./node.ts";
import type {
  Assignment,
  BitsLiteral,
  ColumnReference,
  DefaultKeyword,
  DefaultOfColumn,
  InsertedValue,
  NullLiteral,
  NumberLiteral,
  Parameter,
  SequenceValue,
  SystemVariable,
  TemporalLiteral,
  TextLiteral,
  TruthLiteral,
  UserVariable,
} from "./nodes/atoms.ts";
import type {
  And,
  Arithmetic,
  AtTimeZone,
  Call,
  Cast,
  Collate,
  Concatenation,
  ConvertUsing,
  Interval,
  JsonPath,
  Match,
  Not,
  Or,
  SignedOperand,
  Xor,
} from "./nodes/operations.ts";
import type {
  Between,
  Case,
  Comparison,
  Exists,
  InList,
  InSubquery,
  Is,
  Like,
  MemberOf,
  QuantifiedComparison,
  Regexp,
  Row,
  SoundsLike,
  Subquery,
} from "./nodes/predicates.ts";

/**
 * An expression (manual 14) as the server reads it: precedence is settled, so no parenthesis is left. Chains of AND, OR,
 * XOR, `||` and of arithmetic of one precedence are one node, however long.
 */
export type Expression = ExpressionNode & Placed;

export type ExpressionNode =
  | NumberLiteral
  | TextLiteral
  | BitsLiteral
  | TemporalLiteral
  | NullLiteral
  | TruthLiteral
  | DefaultKeyword
  | Parameter
  | UserVariable
  | SystemVariable
  | Assignment<Expression>
  | ColumnReference
  | DefaultOfColumn<Expression>
  | InsertedValue<Expression>
  | SequenceValue
  | Call<Expression>
  | Cast<Expression>
  | ConvertUsing<Expression>
  | Collate<Expression>
  | AtTimeZone<Expression>
  | JsonPath<Expression>
  | Match<Expression>
  | Interval<Expression>
  | SignedOperand<Expression>
  | Not<Expression>
  | Arithmetic<Expression>
  | Concatenation<Expression>
  | And<Expression>
  | Or<Expression>
  | Xor<Expression>
  | Comparison<Expression>
  | QuantifiedComparison<Expression>
  | Is<Expression>
  | InList<Expression>
  | InSubquery<Expression>
  | Between<Expression>
  | Like<Expression>
  | Regexp<Expression>
  | SoundsLike<Expression>
  | MemberOf<Expression>
  | Case<Expression>
  | Row<Expression>
  | Subquery<Expression>
  | Exists<Expression>;

export type ExpressionKind = ExpressionNode["kind"];

/** The nodes of one kind, before they have a place. */
export type ExpressionOf<K extends ExpressionKind> = Extract<ExpressionNode, { kind: K }>;

/** The nodes of one kind. */
export type OfKind<K extends ExpressionKind> = Extract<Expression, { kind: K }>;
