import type { Expression, ExpressionKind } from "./expression.ts";
import { type Volatility, volatilityOfFunction } from "./functions.ts";
import type { Query } from "./query.ts";
import { expressionsIn, expressionsInQuery } from "./walk.ts";

/**
 * How long an expression's value holds where what it reads stays as it is: `immutable` for ever, `stable` for every row
 * of one statement, `volatile` = each row may get another, or reading it does something.
 */
export function volatilityOf(expression: Expression): Volatility {
  return mostVolatile(expressionsIn(expression));
}

export function volatilityOfQuery(query: Query): Volatility {
  return mostVolatile(expressionsInQuery(query));
}

function mostVolatile(nodes: Iterable<Expression>): Volatility {
  let most: Volatility = "immutable";
  for (const node of nodes) {
    const own = node.kind === "call" ? ofCall(node) : byKind[node.kind];
    if (own === "volatile") return "volatile";
    if (own === "stable") most = "stable";
  }
  return most;
}

function ofCall({ name, foreign, operands }: Extract<Expression, { kind: "call" }>): Volatility {
  return foreign ? "volatile" : volatilityOfFunction(name, operands.length);
}

/** What a node adds to what stands below it. */
const byKind: Readonly<Record<Exclude<ExpressionKind, "call">, Volatility>> = {
  number: "immutable",
  text: "immutable",
  bits: "immutable",
  temporal: "immutable",
  null: "immutable",
  truth: "immutable",
  default: "immutable",
  parameter: "stable",
  "user-variable": "stable",
  "system-variable": "stable",
  assignment: "volatile",
  column: "immutable",
  "default-of": "immutable",
  "inserted-value": "immutable",
  "sequence-value": "volatile",
  cast: "immutable",
  "convert-using": "immutable",
  collate: "immutable",
  "at-time-zone": "immutable",
  "json-path": "immutable",
  match: "immutable",
  interval: "immutable",
  sign: "immutable",
  not: "immutable",
  arithmetic: "immutable",
  concatenation: "immutable",
  and: "immutable",
  or: "immutable",
  xor: "immutable",
  comparison: "immutable",
  quantified: "immutable",
  is: "immutable",
  "in-list": "immutable",
  "in-subquery": "immutable",
  between: "immutable",
  like: "immutable",
  regexp: "immutable",
  "sounds-like": "immutable",
  "member-of": "immutable",
  case: "immutable",
  row: "immutable",
  subquery: "immutable",
  exists: "immutable",
};
