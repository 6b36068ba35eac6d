import type { Expression } from "./expression.ts";
import type { OrderItem, Window } from "./query.ts";

/** A function. Of those with words among their arguments, the words stand in `words`. */
export interface Call {
  readonly kind: "call";
  /** In upper case where it is the server's own; as written where somebody stored or loaded it. */
  readonly name: string;
  /** Stored or loaded: anything may happen in it. */
  readonly foreign: boolean;
  readonly database: string | undefined;
  readonly operands: readonly Expression[];
  /** `COUNT(*)` */
  readonly star: boolean;
  readonly distinct: boolean;
  /** The unit of EXTRACT, TIMESTAMPADD, …; BOTH, LEADING or TRAILING of TRIM; the character set of CHAR; the type of GET_FORMAT; what follows the path of JSON_VALUE. */
  readonly word: string | undefined;
  /** GROUP_CONCAT's. */
  readonly orderBy: readonly OrderItem[];
  readonly over: Window | undefined;
}

/** The type of CAST, CONVERT and JSON_VALUE, in upper case: CHAR, SIGNED, DECIMAL, … */
export interface CastType {
  readonly name: string;
  readonly length: number | undefined;
  readonly scale: number | undefined;
  readonly charset: string | undefined;
}

export interface Cast {
  readonly kind: "cast";
  readonly operand: Expression;
  readonly type: CastType;
  /** A multi-valued key's `CAST(… AS UNSIGNED ARRAY)`. */
  readonly array: boolean;
}

/** `CONVERT(a USING utf8mb4)` */
export interface ConvertUsing {
  readonly kind: "convert-using";
  readonly operand: Expression;
  readonly charset: string;
}

export interface Collate {
  readonly kind: "collate";
  readonly operand: Expression;
  /** In lower case. */
  readonly collation: string;
}

export interface AtTimeZone {
  readonly kind: "at-time-zone";
  readonly operand: Expression;
  readonly zone: string;
}

/** `a -> '$.b'`, and `a ->> '$.b'`, which unquotes. */
export interface JsonPath {
  readonly kind: "json-path";
  readonly operand: Expression;
  readonly path: string;
  readonly unquotes: boolean;
}

export interface Match {
  readonly kind: "match";
  readonly columns: readonly Expression[];
  readonly against: Expression;
  readonly mode: "natural" | "boolean" | "expansion";
}

/** `INTERVAL 1 DAY` beside + or -, or as an argument of DATE_ADD and the like. */
export interface Interval {
  readonly kind: "interval";
  readonly value: Expression;
  /** In upper case. */
  readonly unit: string;
}

/** `-a`, `+a`, `~a`, `BINARY a` */
export interface Sign {
  readonly kind: "sign";
  readonly operator: "-" | "+" | "~" | "binary";
  readonly operand: Expression;
}

/** `NOT a`, `!a` */
export interface Not {
  readonly kind: "not";
  readonly operand: Expression;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "div" | "|" | "&" | "^" | "<<" | ">>";

/** Operators of one precedence, applied from left to right: `operators[i]` stands before `operands[i + 1]`. */
export interface Arithmetic {
  readonly kind: "arithmetic";
  readonly operands: readonly Expression[];
  readonly operators: readonly ArithmeticOperator[];
}

/** `||` where sql_mode has PIPES_AS_CONCAT. */
export interface Concatenation {
  readonly kind: "concatenation";
  readonly operands: readonly Expression[];
}

export interface And {
  readonly kind: "and";
  readonly operands: readonly Expression[];
}

export interface Or {
  readonly kind: "or";
  readonly operands: readonly Expression[];
  /** It is written `||` somewhere, which with PIPES_AS_CONCAT, and on other servers, is a concatenation. */
  readonly pipes: boolean;
}

export interface Xor {
  readonly kind: "xor";
  readonly operands: readonly Expression[];
}
