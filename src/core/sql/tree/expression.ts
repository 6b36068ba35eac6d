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
} from "./atoms.ts";
import type { Placed } from "./node.ts";
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
  Sign,
  Xor,
} from "./operations.ts";
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
} from "./predicates.ts";

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
  | Assignment
  | ColumnReference
  | DefaultOfColumn
  | InsertedValue
  | SequenceValue
  | Call
  | Cast
  | ConvertUsing
  | Collate
  | AtTimeZone
  | JsonPath
  | Match
  | Interval
  | Sign
  | Not
  | Arithmetic
  | Concatenation
  | And
  | Or
  | Xor
  | Comparison
  | QuantifiedComparison
  | Is
  | InList
  | InSubquery
  | Between
  | Like
  | Regexp
  | SoundsLike
  | MemberOf
  | Case
  | Row
  | Subquery
  | Exists;

export type ExpressionKind = ExpressionNode["kind"];
