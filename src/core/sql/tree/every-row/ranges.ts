import type { ColumnType } from "../../definition.ts";
import { evaluate } from "../constant/evaluate.ts";
import { add, compareExact, type Exact, integer, multiply, negate } from "../constant/exact.ts";
import type { Expression, OfKind } from "../expression.ts";
import { type Range, rangeOfFunction } from "../function-ranges.ts";
import type { ArithmeticOperator } from "../nodes/operations.ts";
import { mayBeNull } from "../nullable.ts";
import { resolvedColumn } from "../resolve/resolve.ts";
import type { ColumnShape } from "../resolve/scope.ts";
import { isBitwise, valueTypeOf } from "../value-type.ts";
import type { Context } from "./context.ts";
import { shortestText } from "./texts.ts";

type Ends = Pick<Range, "least" | "most">;

/** The numbers between which an expression lies, where it is not NULL; undefined = it is none. */
export function rangeOf(node: Expression, context: Context): Range | undefined {
  switch (node.kind) {
    case "column":
      return ofColumn(node, context);
    case "call":
      return ofCall(node, context);
    case "arithmetic":
      return ofArithmetic(node, context);
    case "sign":
      return node.operator === "~" ? inverted(rangeOf(node.operand, context)) : byType(node, context);
    default:
      return byType(node, context);
  }
}

function byType(node: Expression, { resolution }: Context): Range | undefined {
  const type = valueTypeOf(node, resolution);
  if ("least" in type) return { ...type, family: type.family };
  return type.family === "real" ? { family: "real", least: undefined, most: undefined } : undefined;
}

/** The column of a stored table that an expression is. */
export function storedColumn(node: Expression | undefined, { resolution }: Context): ColumnShape | undefined {
  const resolved = node?.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  return resolved?.kind === "column" ? resolved.column : undefined;
}

function ofColumn(node: Expression, context: Context): Range | undefined {
  const range = byType(node, context);
  const isNumbered = context.usual !== undefined && storedColumn(node, context)?.autoIncrement === true;
  return range && isNumbered ? { ...range, least: integer(1) } : range;
}

const lengths = /^(CHAR_LENGTH|CHARACTER_LENGTH|LENGTH|OCTET_LENGTH)$/;

function ofCall(node: OfKind<"call">, context: Context): Range | undefined {
  const { name, foreign, operands } = node;
  const [first] = operands;
  if (foreign || !first) return foreign ? undefined : (rangeOfFunction(name) ?? byType(node, context));
  if (lengths.test(name)) {
    const type = byType(node, context);
    return type && { ...type, least: integer(shortestText(first, context)) };
  }
  if (name === "INTERVAL") {
    const least = integer(mayBeNull(first, context.resolution) ? -1 : 0);
    return { family: "integer", least, most: integer(operands.length - 1) };
  }
  const range = rangeOfFunction(name);
  return range && name in datedLeast && context.usual === "dated" && isDated(first, context)
    ? { ...range, least: integer(datedLeast[name as keyof typeof datedLeast]) }
    : (range ?? byType(node, context));
}

/** Of a date that the type supports, as the manual says (13.2.1): from the year 1000. */
const datedLeast = { YEAR: 1000, MONTH: 1, DAY: 1, DAYOFMONTH: 1, DAYOFYEAR: 1, QUARTER: 1 };

function isDated(node: Expression, context: Context): boolean {
  return /^(date|datetime)$/.test(storedColumn(node, context)?.type?.name ?? "");
}

/** What leaves the range of the server's whole numbers is an error, so what is answered lies in it. */
function ofArithmetic(node: OfKind<"arithmetic">, context: Context): Range | undefined {
  const range = byType(node, context);
  if (range?.family !== "integer") return range;
  const [first, ...others] = node.operands;
  let ends: Ends = (first && rangeOf(first, context)) ?? unbounded;
  for (const [i, operand] of others.entries()) {
    const operator = node.operators[i];
    const next = rangeOf(operand, context) ?? unbounded;
    const found = operator && endsOf(operator, ends, next, evaluate(operand) !== undefined);
    if (!found) return range;
    ends = found;
  }
  return { family: "integer", ...ends };
}

const unbounded: Ends = { least: undefined, most: undefined };
const largest = 2n ** 64n - 1n;
const bits: Ends = { least: integer(0), most: integer(largest) };

/** undefined = the type alone tells. */
function endsOf(operator: ArithmeticOperator, a: Ends, b: Ends, isConstant: boolean): Ends | undefined {
  switch (operator) {
    case "+":
      return { least: both(a.least, b.least, add), most: both(a.most, b.most, add) };
    case "-":
      return {
        least: both(a.least, b.most, (x, y) => add(x, negate(y))),
        most: both(a.most, b.least, (x, y) => add(x, negate(y))),
      };
    case "*":
      return product(a, b);
    default:
      return isBitwise(operator) ? ofBits(operator, a, b, isConstant) : undefined;
  }
}

function both(
  a: Exact | undefined,
  b: Exact | undefined,
  operate: (a: Exact, b: Exact) => Exact,
): Exact | undefined {
  return a && b && operate(a, b);
}

function product(a: Ends, b: Ends): Ends {
  if (isPositive(a) && isPositive(b))
    return { least: both(a.least, b.least, multiply), most: both(a.most, b.most, multiply) };
  if (!a.least || !a.most || !b.least || !b.most) return unbounded;
  const corners = [a.least, a.most].flatMap((x) =>
    [b.least, b.most].flatMap((y) => (y ? multiply(x, y) : [])),
  );
  const sorted = corners.sort(compareExact);
  return { least: sorted[0], most: sorted.at(-1) };
}

function isPositive({ least }: Ends): boolean {
  return least !== undefined && least.digits >= 0n;
}

/** A number below zero stands for its two's complement, which has high bits. */
function ofBits(operator: ArithmeticOperator, a: Ends, b: Ends, isConstant: boolean): Ends {
  const [highA, highB] = [a, b].map((ends) => (isPositive(ends) ? ends.most?.digits : undefined));
  const lows = [a, b].flatMap((ends) => (isPositive(ends) && ends.least ? [ends.least] : []));
  switch (operator) {
    case "&":
      return upTo([highA, highB].reduce((x, y) => (x === undefined || (y !== undefined && y < x) ? y : x)));
    case "|":
      return { least: lows.sort(compareExact).at(-1) ?? bits.least, most: bits.most };
    case ">>":
      return isConstant && highB !== undefined
        ? upTo(highB > 63n ? 0n : (highA ?? largest) >> highB)
        : upTo(highA);
    case "<<":
      return shifted(a, isConstant ? highB : undefined);
    default:
      return bits;
  }
}

function upTo(most: bigint | undefined): Ends {
  return most === undefined ? bits : { least: integer(0), most: integer(most) };
}

/** What is shifted out of 64 bits is lost. */
function shifted({ least, most }: Ends, by: bigint | undefined): Ends {
  if (by === undefined || by > 63n || !least || !most || least.digits < 0n) return bits;
  return most.digits << by <= largest
    ? { least: integer(least.digits << by), most: integer(most.digits << by) }
    : bits;
}

function inverted(range: Range | undefined): Range {
  if (!range?.least || !range.most || range.family !== "integer" || range.least.digits < 0n)
    return { family: "integer", ...bits };
  return {
    family: "integer",
    least: integer(largest - range.most.digits),
    most: integer(largest - range.least.digits),
  };
}

/** What an ENUM, a SET or a BIT counts as beside a number: the place of its member, or its bits. */
export function rangeAsNumber(type: ColumnType | undefined): Range | undefined {
  const most = type && mostAsNumber(type);
  return most === undefined ? undefined : { family: "integer", least: integer(0), most: integer(most) };
}

function mostAsNumber({ name, members, length = 1 }: ColumnType): bigint | undefined {
  if (name === "enum") return BigInt(members.length);
  if (name === "set") return 2n ** BigInt(members.length) - 1n;
  return name === "bit" ? 2n ** BigInt(length) - 1n : undefined;
}
