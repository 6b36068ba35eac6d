import { evaluate } from "./constant/evaluate.ts";
import type { Expression, ExpressionKind, OfKind } from "./expression.ts";
import { nullRuleOf } from "./functions.ts";
import type { ComparisonOperator } from "./nodes/predicates.ts";
import { alwaysHasOneRow, onlyItem } from "./one-row.ts";
import { perColumn } from "./per-column.ts";
import type { Query } from "./query.ts";
import { columnsOfQuery } from "./resolve/output.ts";
import { type Resolution, resolvedColumn } from "./resolve/resolve.ts";
import type { ColumnShape } from "./resolve/scope.ts";
import { valueTypeOf } from "./value-type.ts";

type Ask = (node: Expression) => boolean;

/** Whether an expression may be NULL, as far as is known: `false` is proven, `true` is not. */
export function mayBeNull(node: Expression, resolution: Resolution): boolean {
  const ask: Ask = (inner) =>
    // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
    (rules[inner.kind] as (node: Expression, ask: Ask, resolution: Resolution) => boolean)(
      inner,
      ask,
      resolution,
    );
  return ask(node);
}

/** Whether a column of a table or of a query's answer may be NULL. */
export function columnMayBeNull(column: ColumnShape, resolution: Resolution): boolean {
  return column.nullable ?? nullability(column, resolution);
}

const nullability = perColumn(({ computed, united, origin }, resolution) => {
  if (united) return united.some((one) => columnMayBeNull(one, resolution));
  if (origin) return columnMayBeNull(origin.column, resolution);
  return computed === undefined || computed.some((one) => mayBeNull(one, resolution));
});

/** Whether any column of a query's answer may be NULL in one of its rows. */
export function answerMayHoldNull(
  query: Parameters<typeof columnsOfQuery>[0],
  resolution: Resolution,
): boolean {
  const { columns, complete } = columnsOfQuery(query, resolution);
  return !complete || columns.some((column) => columnMayBeNull(column, resolution));
}

const never = () => false;
const always = () => true;
const operand = (node: { operand: Expression }, ask: Ask) => ask(node.operand);
const anyOperand = ({ operands }: { operands: readonly Expression[] }, ask: Ask) => operands.some(ask);

const neverNullVariables =
  /^(?:(?:global|session|local)\.)?(?:autocommit|max_connections|sql_mode|sql_safe_updates|version|version_comment)$/;

/** Exhaustive: a new kind of expression does not compile until it says when it is NULL. */
const rules: {
  readonly [K in ExpressionKind]: (node: OfKind<K>, ask: Ask, resolution: Resolution) => boolean;
} = {
  number: never,
  text: never,
  bits: never,
  temporal: never,
  null: always,
  truth: never,
  default: always,
  parameter: always,
  "user-variable": always,
  "system-variable": ({ name }) => !neverNullVariables.test(name),
  assignment: ({ value }, ask) => ask(value),
  column: (node, _, resolution) => columnRule(node, resolution),
  "default-of": always,
  "inserted-value": always,
  "sequence-value": always,
  call: callRule,
  // A text that is no date becomes NULL; a number or a text of any kind becomes a number.
  cast: ({ operand: value, type }, ask) =>
    !/^(CHAR|NCHAR|BINARY|SIGNED|UNSIGNED)$/.test(type.name) || ask(value),
  "convert-using": operand,
  collate: operand,
  "at-time-zone": always,
  "json-path": always,
  match: never,
  interval: ({ value }, ask) => ask(value),
  sign: operand,
  not: operand,
  arithmetic: arithmeticRule,
  concatenation: anyOperand,
  and: anyOperand,
  or: anyOperand,
  xor: anyOperand,
  comparison: ({ operator, left, right }, ask) => comparisonRule(operator, [left, right], ask),
  quantified: always,
  is: never,
  "in-list": ({ value, list }, ask) => comparisonRule("=", [value, ...list], ask),
  "in-subquery": ({ value, query }, ask, resolution) => ask(value) || answerMayHoldNull(query, resolution),
  between: ({ value, low, high }, ask) => comparisonRule("=", [value, low, high], ask),
  like: ({ value, pattern, escapedBy }, ask) => ask(value) || ask(pattern) || escapedBy !== undefined,
  regexp: ({ value, pattern }, ask) => ask(value) || ask(pattern),
  "sounds-like": ({ left, right }, ask) => ask(left) || ask(right),
  "member-of": always,
  case: ({ branches, otherwise }, ask) =>
    otherwise === undefined || ask(otherwise) || branches.some(({ then }) => ask(then)),
  row: anyOperand,
  // Of no row it is NULL.
  subquery: ({ query }) => !isCount(query),
  exists: never,
};

function columnRule(node: OfKind<"column">, resolution: Resolution): boolean {
  const resolved = resolvedColumn(resolution, node);
  switch (resolved.kind) {
    case "column": {
      const { source, column } = resolved;
      const isMissing = source.nullable && source !== resolution.present;
      return isMissing || column === undefined || columnMayBeNull(column, resolution);
    }
    case "alias":
      return mayBeNull(resolved.expression, resolution);
    case "variable":
    case "unresolved":
      return true;
  }
}

function callRule(
  { name, foreign, operands, over }: OfKind<"call">,
  ask: Ask,
  resolution: Resolution,
): boolean {
  if (foreign) return true;
  if (name === "IF" && operands.length === 3) return operands.slice(1).some(ask);
  if (name === "SHA2" && isHashLength(operands[1])) return operands.some(ask);
  if (name === "MOD" && !mayBeZero(operands[1])) return operands.some(ask);
  switch (nullRuleOf(name)) {
    case "never":
      return false;
    case "strict":
      return over !== undefined || operands.some(ask);
    case "strict-of-dates":
      return !isDate(operands, resolution) || operands.some(ask);
    case "coalesces":
      return operands.every(ask);
    case "first":
      return operands.slice(0, 1).some(ask);
    case "equal":
    case "may":
      return true;
  }
}

export function isDate([operand]: readonly Expression[], resolution: Resolution): boolean {
  return operand !== undefined && valueTypeOf(operand, resolution).family === "temporal";
}

/** COUNT over everything is never NULL. */
function isCount(query: Query): boolean {
  const item = alwaysHasOneRow(query) ? onlyItem(query) : undefined;
  return item?.kind === "call" && item.name === "COUNT" && !item.over;
}

/** Division by zero is NULL, and so is a date that is moved out of its range. */
function arithmeticRule({ operands, operators }: OfKind<"arithmetic">, ask: Ask): boolean {
  const divides = operators.some((operator, i) => dividing.has(operator) && mayBeZero(operands[i + 1]));
  return divides || operands.some((one) => one.kind === "interval" || ask(one));
}

/** SHA2 of another length is NULL. */
export function isHashLength(node: Expression | undefined): boolean {
  const value = node && evaluate(node);
  return (
    value?.type === "exact" && [0, 224, 256, 384, 512].some((bits) => value.value.digits === BigInt(bits))
  );
}

const dividing: ReadonlySet<string> = new Set(["/", "%", "div"]);

/** Anything may be, but a literal that is another number. */
export function mayBeZero(divisor: Expression | undefined): boolean {
  const value = divisor && evaluate(divisor);
  return value?.type !== "exact" || value.value.digits === 0n;
}

/** A text that is no date makes the comparison with a date an error or a warning, but not NULL. */
function comparisonRule(operator: ComparisonOperator, operands: readonly Expression[], ask: Ask): boolean {
  return operator !== "<=>" && operands.some(ask);
}
