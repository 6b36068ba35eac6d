import type { QueryOf } from "./queries.ts";

/** `E` is Expression, which expression.ts makes of these: it cannot be imported here without a circle. */

export type ComparisonOperator = "=" | "<=>" | "<>" | "<" | "<=" | ">" | ">=";

export interface Comparison<E> {
  readonly kind: "comparison";
  readonly operator: ComparisonOperator;
  readonly left: E;
  readonly right: E;
}

/** `a > ALL (SELECT …)`; SOME is ANY. */
export interface QuantifiedComparison<E> {
  readonly kind: "quantified";
  readonly operator: ComparisonOperator;
  readonly quantifier: "all" | "any";
  readonly left: E;
  readonly query: QueryOf<E>;
}

/** IS [NOT] NULL, TRUE, FALSE, UNKNOWN. */
export interface Is<E> {
  readonly kind: "is";
  readonly operand: E;
  readonly what: "null" | "true" | "false" | "unknown";
  readonly negated: boolean;
}

export interface InList<E> {
  readonly kind: "in-list";
  readonly value: E;
  readonly list: readonly E[];
  readonly negated: boolean;
}

export interface InSubquery<E> {
  readonly kind: "in-subquery";
  readonly value: E;
  readonly query: QueryOf<E>;
  readonly negated: boolean;
}

export interface Between<E> {
  readonly kind: "between";
  readonly value: E;
  readonly low: E;
  readonly high: E;
  readonly negated: boolean;
}

export interface Like<E> {
  readonly kind: "like";
  readonly value: E;
  readonly pattern: E;
  readonly escapedBy: E | undefined;
  readonly negated: boolean;
}

export interface Regexp<E> {
  readonly kind: "regexp";
  readonly value: E;
  readonly pattern: E;
  readonly negated: boolean;
}

export interface SoundsLike<E> {
  readonly kind: "sounds-like";
  readonly left: E;
  readonly right: E;
}

export interface MemberOf<E> {
  readonly kind: "member-of";
  readonly value: E;
  readonly array: E;
}

export interface Case<E> {
  readonly kind: "case";
  readonly value: E | undefined;
  readonly branches: readonly { readonly when: E; readonly then: E }[];
  readonly otherwise: E | undefined;
}

/** `(a, b)`, `ROW(a, b)` */
export interface Row<E> {
  readonly kind: "row";
  readonly operands: readonly E[];
}

export interface Subquery<E> {
  readonly kind: "subquery";
  readonly query: QueryOf<E>;
}

export interface Exists<E> {
  readonly kind: "exists";
  readonly query: QueryOf<E>;
}
