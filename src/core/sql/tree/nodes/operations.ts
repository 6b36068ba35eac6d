import type { OrderItemOf, WindowOf } from "./queries.ts";

/** `E` is Expression, which expression.ts makes of these: it cannot be imported here without a circle. */

/** A function. Of those with words among their arguments, the words stand in `words`. */
export interface Call<E> {
  readonly kind: "call";
  /** In upper case where it is the server's own; as written where somebody stored or loaded it. */
  readonly name: string;
  /** Stored or loaded: anything may happen in it. */
  readonly foreign: boolean;
  readonly database: string | undefined;
  readonly operands: readonly E[];
  /** `COUNT(*)` */
  readonly star: boolean;
  readonly distinct: boolean;
  /** The unit of EXTRACT, TIMESTAMPADD, …; BOTH, LEADING or TRAILING of TRIM; the character set of CHAR; the type of GET_FORMAT; what follows the path of JSON_VALUE. */
  readonly word: string | undefined;
  /** GROUP_CONCAT's. */
  readonly orderBy: readonly OrderItemOf<E>[];
  readonly over: WindowOf<E> | undefined;
}

/** The type of CAST, CONVERT and JSON_VALUE, in upper case: CHAR, SIGNED, DECIMAL, … */
export interface CastType {
  readonly name: string;
  readonly length: number | undefined;
  readonly scale: number | undefined;
  readonly charset: string | undefined;
}

export interface Cast<E> {
  readonly kind: "cast";
  readonly operand: E;
  readonly type: CastType;
  /** A multi-valued key's `CAST(… AS UNSIGNED ARRAY)`. */
  readonly array: boolean;
}

/** `CONVERT(a USING utf8mb4)` */
export interface ConvertUsing<E> {
  readonly kind: "convert-using";
  readonly operand: E;
  readonly charset: string;
}

export interface Collate<E> {
  readonly kind: "collate";
  readonly operand: E;
  /** In lower case. */
  readonly collation: string;
}

export interface AtTimeZone<E> {
  readonly kind: "at-time-zone";
  readonly operand: E;
  readonly zone: string;
}

/** `a -> '$.b'`, and `a ->> '$.b'`, which unquotes. */
export interface JsonPath<E> {
  readonly kind: "json-path";
  readonly operand: E;
  readonly path: string;
  readonly unquotes: boolean;
}

export interface Match<E> {
  readonly kind: "match";
  readonly columns: readonly E[];
  readonly against: E;
  readonly mode: "natural" | "boolean" | "expansion";
}

/** `INTERVAL 1 DAY` beside + or -, or as an argument of DATE_ADD and the like. */
export interface Interval<E> {
  readonly kind: "interval";
  readonly value: E;
  /** In upper case. */
  readonly unit: string;
}

/** `-a`, `+a`, `~a`, `BINARY a` */
export interface SignedOperand<E> {
  readonly kind: "sign";
  readonly operator: "-" | "+" | "~" | "binary";
  readonly operand: E;
}

/** `NOT a`, `!a` */
export interface Not<E> {
  readonly kind: "not";
  readonly operand: E;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "div" | "|" | "&" | "^" | "<<" | ">>";

/** Operators of one precedence, applied from left to right: `operators[i]` stands before `operands[i + 1]`. */
export interface Arithmetic<E> {
  readonly kind: "arithmetic";
  readonly operands: readonly E[];
  readonly operators: readonly ArithmeticOperator[];
}

/** `||` where sql_mode has PIPES_AS_CONCAT. */
export interface Concatenation<E> {
  readonly kind: "concatenation";
  readonly operands: readonly E[];
}

export interface And<E> {
  readonly kind: "and";
  readonly operands: readonly E[];
}

export interface Or<E> {
  readonly kind: "or";
  readonly operands: readonly E[];
  /** It is written `||` somewhere, which with PIPES_AS_CONCAT, and on other servers, is a concatenation. */
  readonly pipes: boolean;
}

export interface Xor<E> {
  readonly kind: "xor";
  readonly operands: readonly E[];
}
