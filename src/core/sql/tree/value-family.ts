import type { ColumnType } from "../definition.ts";
import { compareExact, type Exact, integer, negate } from "./constant/exact.ts";

/** What kind of value an expression has, where it is not NULL. */
export type ValueType =
  /** Exact numbers, none of them below `least` or above `most`. */
  | {
      readonly family: "integer" | "decimal";
      readonly least: Exact | undefined;
      readonly most: Exact | undefined;
    }
  /** `enumerated` is text and number at once: ENUM, SET, YEAR and BIT. */
  | { readonly family: "real" | "text" | "temporal" | "enumerated" | "other" };

export type Family = Exclude<ValueType["family"], "integer" | "decimal">;

/** Bits of a whole number's type. */
const widths: Readonly<Record<string, number>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
};

const families: Readonly<Record<string, Family>> = {
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

export function typeOfColumn({ name, unsigned, zerofill, length = 10, scale = 0 }: ColumnType): ValueType {
  if (name === "decimal") {
    const most = { digits: 10n ** BigInt(length) - 1n, scale };
    return { family: "decimal", least: unsigned || zerofill ? integer(0) : negate(most), most };
  }
  const width = widths[name];
  if (width === undefined) return { family: families[name] ?? "other" };
  const [low, high] =
    unsigned || zerofill
      ? [0n, 2n ** BigInt(width) - 1n]
      : [-(2n ** BigInt(width - 1)), 2n ** BigInt(width - 1) - 1n];
  return { family: "integer", least: integer(low), most: integer(high) };
}

type Picks = "any" | "largest" | "smallest";

/** The type of what may be worth any of them, or is the largest or smallest; different families have none that is known. */
export function commonType(types: readonly ValueType[], picks: Picks = "any"): ValueType {
  const [first, ...others] = types;
  if (!first) return { family: "other" };
  return others.reduce((a, b) => widest(a, b, picks), first);
}

function widest(a: ValueType, b: ValueType, picks: Picks): ValueType {
  if (!("least" in a) || !("least" in b)) return a.family === b.family ? a : { family: "other" };
  const family = a.family === b.family ? a.family : "decimal";
  const least = picks === "largest" ? inner(a.least, b.least, 1) : outer(a.least, b.least, -1);
  const most = picks === "smallest" ? inner(a.most, b.most, -1) : outer(a.most, b.most, 1);
  return { family, least, most };
}

/** The farther of two bounds; none where either has none. */
function outer(a: Exact | undefined, b: Exact | undefined, side: -1 | 1): Exact | undefined {
  return a && b ? extreme(a, b, side) : undefined;
}

/** The bound that holds for the largest or smallest of several, whichever has one. */
function inner(a: Exact | undefined, b: Exact | undefined, side: -1 | 1): Exact | undefined {
  return a && b ? extreme(a, b, side) : (a ?? b);
}

function extreme(a: Exact, b: Exact, side: -1 | 1): Exact {
  return compareExact(a, b) === side ? a : b;
}
