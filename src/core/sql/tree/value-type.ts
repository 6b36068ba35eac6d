import type { ColumnType } from "../definition.ts";
import { evaluate } from "./constant/evaluate.ts";
import { type Exact, exactOf, integer } from "./constant/exact.ts";
import type { Expression, ExpressionKind } from "./expression.ts";
import { answerOf } from "./functions.ts";
import { type Resolution, resolvedColumn } from "./resolve/resolve.ts";

/** What kind of value an expression has, where it is not NULL. */
export type ValueType =
  /** Whole numbers, none of them below `least` or above `most`. */
  | { readonly family: "integer"; readonly least: Exact | undefined; readonly most: Exact | undefined }
  /** `enumerated` is text and number at once: ENUM, SET, YEAR and BIT. */
  | { readonly family: "decimal" | "real" | "text" | "temporal" | "enumerated" | "other" };

type Family = Exclude<ValueType["family"], "integer">;
type OfKind<K extends ExpressionKind> = Extract<Expression, { kind: K }>;
type Ask = (node: Expression) => ValueType;

const anyInteger: ValueType = { family: "integer", least: undefined, most: undefined };
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
    return value.scale === 0 ? { family: "integer", least: value, most: value } : { family: "decimal" };
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
  subquery: of("other"),
  exists: is(truth),
};

function columnType(node: OfKind<"column">, ask: Ask, resolution: Resolution): ValueType {
  const resolved = resolvedColumn(resolution, node);
  if (resolved.kind === "alias") return ask(resolved.expression);
  const { type, computed } = (resolved.kind === "column" && resolved.column) || {};
  if (type) return typeOfColumn(type);
  return computed && computed.length > 0 ? common(computed, ask) : { family: "other" };
}

/** Bits of a whole number's type. */
const widths: Readonly<Record<string, number>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
};

const families: Readonly<Record<string, Family>> = {
  decimal: "decimal",
  float: "real",
  double: "real",
  char: "text",
  varchar: "text",
  tinytext: "text",
  text: "text",
  mediumtext: "text",
  longtext: "text",
  binary: "text",
  varbinary: "text",
  tinyblob: "text",
  blob: "text",
  mediumblob: "text",
  longblob: "text",
  date: "temporal",
  datetime: "temporal",
  timestamp: "temporal",
  time: "temporal",
  enum: "enumerated",
  set: "enumerated",
  year: "enumerated",
  bit: "enumerated",
};

function typeOfColumn({ name, unsigned, zerofill }: ColumnType): ValueType {
  const width = widths[name];
  if (width === undefined) return { family: families[name] ?? "other" };
  const [low, high] =
    unsigned || zerofill
      ? [0n, 2n ** BigInt(width) - 1n]
      : [-(2n ** BigInt(width - 1)), 2n ** BigInt(width - 1) - 1n];
  return { family: "integer", least: integer(low), most: integer(high) };
}

function negatedType(type: ValueType): ValueType {
  if (type.family === "integer") return anyInteger;
  return type.family === "decimal" ? type : { family: "real" };
}

function callType({ name, foreign, operands }: OfKind<"call">, ask: Ask): ValueType {
  if (foreign) return { family: "other" };
  const chosen = chosenBy(name, operands);
  if (chosen) return common(chosen, ask);
  if (name === "ABS") return absolute(operands, ask);
  if (name === "MOD" && operands.length === 2) return remainderType(operands, ask);
  switch (answerOf(name)) {
    case "count":
      return count;
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

/** The arguments of which the function answers one. */
function chosenBy(name: string, operands: readonly Expression[]): readonly Expression[] | undefined {
  if (/^(COALESCE|IFNULL|NVL|GREATEST|LEAST)$/.test(name)) return operands;
  if (name === "NULLIF") return operands.slice(0, 1);
  return name === "IF" ? operands.slice(1) : undefined;
}

function absolute([operand]: readonly Expression[], ask: Ask): ValueType {
  const type: ValueType = operand ? ask(operand) : { family: "other" };
  return type.family === "integer" ? count : type;
}

/** NULL beside others has their type; different families have none that is known. */
function common(nodes: readonly Expression[], ask: Ask): ValueType {
  const found = nodes.filter(({ kind }) => kind !== "null").map(ask);
  const [first, ...others] = found;
  if (!first) return { family: "other" };
  return others.reduce(widest, first);
}

function widest(a: ValueType, b: ValueType): ValueType {
  if (a.family !== b.family) return { family: "other" };
  if (a.family !== "integer" || b.family !== "integer") return a;
  return { family: "integer", least: extreme(a.least, b.least, -1), most: extreme(a.most, b.most, 1) };
}

function extreme(a: Exact | undefined, b: Exact | undefined, side: -1 | 1): Exact | undefined {
  if (!a || !b) return undefined;
  return a.digits > b.digits === side > 0 ? a : b;
}

function castType({ type }: OfKind<"cast">): ValueType {
  if (type.name === "SIGNED") return anyInteger;
  if (type.name === "UNSIGNED") return count;
  if (/^(CHAR|NCHAR|BINARY)$/.test(type.name)) return { family: "text" };
  if (/^(DATE|DATETIME|TIME)$/.test(type.name)) return { family: "temporal" };
  return { family: type.name === "DECIMAL" ? "decimal" : "other" };
}

function arithmeticType({ operands, operators }: OfKind<"arithmetic">, ask: Ask): ValueType {
  if (operators.every((operator) => /^([|&^]|<<|>>)$/.test(operator))) return count;
  if (operators.length === 1 && operators[0] === "%") return remainderType(operands, ask);
  const types = operands.map(ask);
  if (!types.every(({ family }) => family === "integer")) return { family: "other" };
  return operators.includes("/") ? { family: "decimal" } : anyInteger;
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
