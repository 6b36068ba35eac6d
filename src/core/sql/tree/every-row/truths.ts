import type { Expression, ExpressionKind } from "../expression.ts";

/** Exhaustive: which kinds are worth 1, 0 or NULL and nothing else, and are followed as conditions wherever they stand. */
const truths: Readonly<Record<ExpressionKind, boolean>> = {
  number: false,
  text: false,
  bits: false,
  temporal: false,
  null: false,
  truth: true,
  default: false,
  parameter: false,
  "user-variable": false,
  "system-variable": false,
  assignment: false,
  column: false,
  "default-of": false,
  "inserted-value": false,
  "sequence-value": false,
  call: false,
  cast: false,
  "convert-using": false,
  collate: false,
  "at-time-zone": false,
  "json-path": false,
  match: false,
  interval: false,
  sign: false,
  not: true,
  arithmetic: false,
  concatenation: false,
  and: true,
  or: true,
  xor: true,
  comparison: true,
  quantified: true,
  is: true,
  "in-list": true,
  "in-subquery": true,
  between: true,
  like: true,
  regexp: true,
  "sounds-like": false,
  "member-of": false,
  case: false,
  row: false,
  subquery: false,
  exists: true,
};

export function isTruth(node: Expression): boolean {
  if (node.kind === "call") return !node.foreign && node.name === "ISNULL" && node.operands.length === 1;
  return truths[node.kind];
}
