import type { Expression } from "./expression.ts";
import type { Query } from "./query.ts";

export type ComparisonOperator = "=" | "<=>" | "<>" | "<" | "<=" | ">" | ">=";

export interface Comparison {
  readonly kind: "comparison";
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a > ALL (SELECT …)`; SOME is ANY. */
export interface QuantifiedComparison {
  readonly kind: "quantified";
  readonly operator: ComparisonOperator;
  readonly quantifier: "all" | "any";
  readonly left: Expression;
  readonly query: Query;
}

/** IS [NOT] NULL, TRUE, FALSE, UNKNOWN. */
export interface Is {
  readonly kind: "is";
  readonly operand: Expression;
  readonly what: "null" | "true" | "false" | "unknown";
  readonly negated: boolean;
}

export interface InList {
  readonly kind: "in-list";
  readonly value: Expression;
  readonly list: readonly Expression[];
  readonly negated: boolean;
}

export interface InSubquery {
  readonly kind: "in-subquery";
  readonly value: Expression;
  readonly query: Query;
  readonly negated: boolean;
}

export interface Between {
  readonly kind: "between";
  readonly value: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly negated: boolean;
}

export interface Like {
  readonly kind: "like";
  readonly value: Expression;
  readonly pattern: Expression;
  readonly escapedBy: Expression | undefined;
  readonly negated: boolean;
}

export interface Regexp {
  readonly kind: "regexp";
  readonly value: Expression;
  readonly pattern: Expression;
  readonly negated: boolean;
}

export interface SoundsLike {
  readonly kind: "sounds-like";
  readonly left: Expression;
  readonly right: Expression;
}

export interface MemberOf {
  readonly kind: "member-of";
  readonly value: Expression;
  readonly array: Expression;
}

export interface Case {
  readonly kind: "case";
  readonly value: Expression | undefined;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise: Expression | undefined;
}

/** `(a, b)`, `ROW(a, b)` */
export interface Row {
  readonly kind: "row";
  readonly operands: readonly Expression[];
}

export interface Subquery {
  readonly kind: "subquery";
  readonly query: Query;
}

export interface Exists {
  readonly kind: "exists";
  readonly query: Query;
}
