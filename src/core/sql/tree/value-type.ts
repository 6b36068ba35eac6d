import { evaluate } from "./constant/evaluate.ts";
import { exactOf, integer } from "./constant/exact.ts";
import type { Expression, ExpressionKind, OfKind } from "./expression.ts";
import { rangeOfFunction } from "./function-ranges.ts";
import { answerOf } from "./functions.ts";
import type { ArithmeticOperator } from "./nodes/operations.ts";
import { onlyItem } from "./one-row.ts";
import { perColumn } from "./per-column.ts";
import { type Resolution, resolvedColumn } from "./resolve/resolve.ts";
import { commonType, type Family, typeOfColumn, type ValueType } from "./value-family.ts";

type Ask = (node: Expression) => ValueType;

const anyInteger: ValueType = { family: "integer", least: undefined, most: undefined };
const anyDecimal: ValueType = { family: "decimal", least: undefined, most: undefined };
const truth: ValueType = { family: "integer", least: integer(0), most: integer(1) };
const count: ValueType = { family: "integer", least: integer(0), most: undefined };

const of = (family: Family) => (): ValueType => ({ family });
const is = (type: ValueType) => () => type;

export function valueTypeOf(node: Expression, resolution: Resolution): ValueType {
  const ask: Ask = (inner) =>
    // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
    (types[inner.kind] as (node: Expression, ask: Ask, resolution: Resolution) => ValueType)(
      inner,
      ask,
      resolution,
    );
  return ask(node);
}

/** Exhaustive: a new kind of expression does not compile until it says what type it has. */
const types: {
  readonly [K in ExpressionKind]: (node: OfKind<K>, ask: Ask, resolution: Resolution) => ValueType;
} = {
  number: ({ text }) => {
    const value = exactOf(text);
    if (!value) return { family: "real" };
    return { family: value.scale === 0 ? "integer" : "decimal", least: value, most: value };
  },
  text: of("text"),
  bits: of("other"),
  temporal: of("temporal"),
  null: of("other"),
  truth: is(truth),
  default: of("other"),
  parameter: of("other"),
  "user-variable": of("other"),
  "system-variable": of("other"),
  assignment: ({ value }, ask) => ask(value),
  column: columnType,
  "default-of": ({ column }, ask) => ask(column),
  "inserted-value": ({ column }, ask) => ask(column),
  "sequence-value": is(anyInteger),
  call: callType,
  cast: castType,
  "convert-using": of("text"),
  collate: of("text"),
  "at-time-zone": of("temporal"),
  "json-path": of("other"),
  match: of("real"),
  interval: of("other"),
  sign: ({ operator, operand }, ask) => {
    const type = ask(operand);
    if (operator === "binary") return { family: "text" };
    if (operator === "~") return count;
    return operator === "+" ? type : negatedType(type);
  },
  not: is(truth),
  arithmetic: arithmeticType,
  concatenation: of("text"),
  and: is(truth),
  or: is(truth),
  xor: is(truth),
  comparison: is(truth),
  quantified: is(truth),
  is: is(truth),
  "in-list": is(truth),
  "in-subquery": is(truth),
  between: is(truth),
  like: is(truth),
  regexp: is(truth),
  "sounds-like": is(truth),
  "member-of": is(truth),
  case: ({ branches, otherwise }, ask) =>
    common([...branches.map(({ then }) => then), ...(otherwise ? [otherwise] : [])], ask),
  row: of("other"),
  subquery: ({ query }, ask) => {
    const item = onlyItem(query);
    return item ? ask(item) : { family: "other" };
  },
  exists: is(truth),
};

function columnType(node: OfKind<"column">, ask: Ask, resolution: Resolution): ValueType {
  const resolved = resolvedColumn(resolution, node);
  if (resolved.kind === "alias") return ask(resolved.expression);
  const column = resolved.kind === "column" ? resolved.column : undefined;
  return column ? typeOf(column, resolution) : { family: "other" };
}

const typeOf = perColumn((column, resolution): ValueType => {
  const { type, computed = [], united, origin } = column;
  if (type) return typeOfColumn(type);
  if (united) return commonType(united.map((one) => typeOf(one, resolution)));
  if (origin) return typeOf(origin.column, resolution);
  return common(computed, (inner) => valueTypeOf(inner, resolution));
});

function negatedType(type: ValueType): ValueType {
  if (type.family === "integer") return anyInteger;
  return type.family === "decimal" ? anyDecimal : { family: "real" };
}

function callType({ name, foreign, operands }: OfKind<"call">, ask: Ask, resolution: Resolution): ValueType {
  if (foreign) return { family: "other" };
  if (name === "GREATEST") return common(operands, ask, "largest");
  if (name === "LEAST") return common(operands, ask, "smallest");
  const chosen = chosenBy(name, operands);
  if (chosen) return common(chosen, ask);
  if (name === "MAX" || name === "MIN" || name === "ANY_VALUE") return common(operands, ask);
  if (name === "ABS") return absolute(operands, ask);
  if (name === "MOD" && operands.length === 2) return remainderType(operands, ask);
  const range = rangeOfFunction(name);
  if (range) return range.family === "real" ? { family: "real" } : { ...range, family: range.family };
  switch (answerOf(name)) {
    case "count":
      return lengthType(name, operands[0], resolution) ?? count;
    case "truth":
      return truth;
    case "whole":
      return anyInteger;
    case "text":
      return { family: "text" };
    case "other":
      return { family: "other" };
  }
}

/** Characters that a column holds at most; a character takes four bytes at most. */
function lengthType(
  name: string,
  operand: Expression | undefined,
  resolution: Resolution,
): ValueType | undefined {
  const bytes = bytesOf[name];
  const resolved = operand?.kind === "column" ? resolvedColumn(resolution, operand) : undefined;
  const type = resolved?.kind === "column" ? resolved.column?.type : undefined;
  if (bytes === undefined || type?.length === undefined || !/^(var)?char$/.test(type.name)) return undefined;
  return { family: "integer", least: integer(0), most: integer(type.length * bytes) };
}

const bytesOf: Readonly<Record<string, number>> = {
  CHAR_LENGTH: 1,
  CHARACTER_LENGTH: 1,
  LENGTH: 4,
  OCTET_LENGTH: 4,
};

/** The arguments of which the function answers one. */
function chosenBy(name: string, operands: readonly Expression[]): readonly Expression[] | undefined {
  if (/^(COALESCE|IFNULL|NVL)$/.test(name)) return operands;
  if (name === "NULLIF") return operands.slice(0, 1);
  return name === "IF" ? operands.slice(1) : undefined;
}

function absolute([operand]: readonly Expression[], ask: Ask): ValueType {
  const type: ValueType = operand ? ask(operand) : { family: "other" };
  return "least" in type ? { ...type, least: integer(0), most: undefined } : type;
}

/** NULL beside others has their type. */
function common(nodes: readonly Expression[], ask: Ask, picks?: "largest" | "smallest"): ValueType {
  const types = nodes.filter(({ kind }) => kind !== "null").map(ask);
  return commonType(types, picks);
}

function castType({ type }: OfKind<"cast">): ValueType {
  if (type.name === "SIGNED") return anyInteger;
  if (type.name === "UNSIGNED") return count;
  if (/^(CHAR|NCHAR|BINARY)$/.test(type.name)) return { family: "text" };
  if (/^(DATE|DATETIME|TIME)$/.test(type.name)) return { family: "temporal" };
  return type.name === "DECIMAL" ? anyDecimal : { family: "other" };
}

function arithmeticType({ operands, operators }: OfKind<"arithmetic">, ask: Ask): ValueType {
  // Of two binary texts it is one.
  if (operators.every(isBitwise)) return operands.map(ask).every(isText) ? { family: "other" } : count;
  if (operators.length === 1 && operators[0] === "%") return remainderType(operands, ask);
  const types = operands.map(ask);
  if (!types.every(({ family }) => family === "integer")) return { family: "other" };
  return operators.includes("/") ? anyDecimal : anyInteger;
}

export function isBitwise(operator: ArithmeticOperator): boolean {
  return /^([|&^]|<<|>>)$/.test(operator);
}

function isText({ family }: ValueType): boolean {
  return family === "text" || family === "other";
}

/** What a whole number leaves over lies below what it is divided by, and has the number's sign. */
function remainderType([of, by]: readonly Expression[], ask: Ask): ValueType {
  const type: ValueType = of ? ask(of) : { family: "other" };
  const divisor = by && evaluate(by);
  if (type.family !== "integer") return { family: "other" };
  if (divisor?.type !== "exact" || divisor.value.scale !== 0) return anyInteger;
  const { digits } = divisor.value;
  const most = (digits < 0n ? -digits : digits) - 1n;
  const isPositive = type.least !== undefined && type.least.digits >= 0n;
  return { family: "integer", least: integer(isPositive ? 0n : -most), most: integer(most) };
}
