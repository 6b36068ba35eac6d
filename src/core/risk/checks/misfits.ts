import { capacities } from "../../change/capacities.ts";
import { maxBytes } from "../../schema/charset.ts";
import type { ColumnType } from "../../sql/definition.ts";
import { quoteText } from "../../sql/write/quote.ts";

/**
 * The condition under which a value of the old type is no value of the new one, or another: the ALTER would change it or
 * refuse it (strict mode). `value` is SQL. undefined = not every such value can be told by a query (manual 13.1 to 13.5).
 */
export function misfits(value: string, from: ColumnType, to: ColumnType): string | undefined {
  const [before, after] = [familyOf(from), familyOf(to)];
  const conditions = before && after && tests[`${before} ${after}`]?.(value, from, to);
  return conditions && conditions.length > 0 ? conditions.join(" OR ") : undefined;
}

type Family = "integer" | "decimal" | "bit" | "time" | "text" | "bytes" | "enum" | "set";

const families: readonly [family: Family, names: RegExp][] = [
  ["integer", /^(tiny|small|medium|big)?int$/],
  ["decimal", /^decimal$/],
  ["bit", /^bit$/],
  ["time", /^(datetime|time|timestamp|date)$/],
  ["text", /^((var)?char|(tiny|medium|long)?text)$/],
  ["bytes", /^((var)?binary|(tiny|medium|long)?blob)$/],
  ["enum", /^enum$/],
  ["set", /^set$/],
];

function familyOf({ name }: ColumnType): Family | undefined {
  return families.find(([, names]) => names.test(name))?.[0];
}

type Test = (value: string, from: ColumnType, to: ColumnType) => string[] | undefined;

const tests: Readonly<Record<string, Test>> = {
  "integer integer": (value, _, to) => outOfRange(value, to),
  "integer decimal": (value, _, to) => tooManyDigits(value, to),
  "decimal decimal": (value, _, to) => [
    `${value} <> TRUNCATE(${value}, ${to.scale ?? 0})`,
    ...tooManyDigits(value, to),
  ],
  "decimal integer": (value, _, to) => [`${value} <> TRUNCATE(${value}, 0)`, ...outOfRange(value, to)],
  "bit bit": (value, _, to) => [`${value} + 0 > ${2n ** BigInt(to.length ?? 1) - 1n}`],
  "time time": cutTime,
  "text text": cutText,
  "text integer": notWhole,
  "text enum": notListed,
  "enum enum": notListed,
  "enum text": (value, from, to) => {
    const unlike = otherCharacters(value, from.charset, to.charset);
    return unlike && [...tooLongText(value, from, to), ...unlike];
  },
  "set set": removedMembers,
  "integer text": tooLongText,
  "bytes bytes": cutBytes,
};

const integerBits: Readonly<Record<string, bigint>> = {
  tinyint: 8n,
  smallint: 16n,
  mediumint: 24n,
  int: 32n,
  bigint: 64n,
};

function outOfRange(value: string, { name, unsigned }: ColumnType): string[] {
  const bits = integerBits[name] ?? 0n;
  const [least, most] = unsigned ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  return [`${value} < ${least}`, `${value} > ${most}`];
}

function tooManyDigits(value: string, { length, scale, unsigned }: ColumnType): string[] {
  const bound = 10n ** BigInt((length ?? 10) - (scale ?? 0));
  return [unsigned ? `${value} < 0` : `${value} <= -${bound}`, `${value} >= ${bound}`];
}

/** A fraction of a second is rounded away; DATETIME to DATE loses the time. TIMESTAMP hangs on the session's zone. */
function cutTime(value: string, from: ColumnType, to: ColumnType): string[] | undefined {
  if (from.name === "datetime" && to.name === "date") return [`${value} <> CAST(${value} AS DATE)`];
  if (from.name !== to.name || to.name === "date") return undefined;
  return [`MICROSECOND(${value}) % ${10 ** (6 - (to.length ?? 0))} <> 0`];
}

function cutText(value: string, from: ColumnType, to: ColumnType): string[] | undefined {
  const unlike = otherCharacters(value, from.charset, to.charset);
  const long = tooLong(value, from, to);
  if (unlike === undefined || long === undefined) return undefined;
  // CHAR takes the spaces at the end for its padding (manual 13.3.2).
  const padded = to.name === "char" && from.name !== "char" ? [`${value} LIKE '% '`] : [];
  return [...long, ...unlike, ...padded];
}

function tooLong(value: string, from: ColumnType, to: ColumnType): string[] | undefined {
  const capacity = capacities[to.name];
  if (capacity === undefined) return [`CHAR_LENGTH(${value}) > ${to.length ?? 1}`];
  if (from.charset === to.charset) return [`LENGTH(${value}) > ${capacity}`];
  return to.charset === undefined
    ? undefined
    : [`LENGTH(CONVERT(${value} USING ${to.charset})) > ${capacity}`];
}

/** What the new character set lacks comes back as a question mark. Every character set is a part of utf8mb4's. */
export function otherCharacters(
  value: string,
  from: string | undefined,
  to: string | undefined,
): string[] | undefined {
  if (from === to) return [];
  if (maxBytes(to) === undefined || from === "binary" || to === "binary") return undefined;
  return [
    `CAST(CONVERT(CONVERT(${value} USING ${to}) USING utf8mb4) AS BINARY) <> CAST(CONVERT(${value} USING utf8mb4) AS BINARY)`,
  ];
}

function notWhole(value: string, _: ColumnType, to: ColumnType): string[] {
  const number = `CAST(${value} AS DECIMAL(65,0))`;
  return [`${value} NOT REGEXP '^(0|-?[1-9][0-9]*)$'`, ...outOfRange(number, to)];
}

/** Byte by byte: a label that only the collation takes for the same is written as the new one has it. */
function notListed(value: string, _: ColumnType, { members }: ColumnType): string[] {
  return [`CAST(CONVERT(${value} USING utf8mb4) AS BINARY) NOT IN (${members.map(quoteText).join(", ")})`];
}

/** Members that only move make other values of those that hold several. */
function removedMembers(value: string, from: ColumnType, to: ColumnType): string[] | undefined {
  const removed = from.members.filter((member) => !to.members.includes(member));
  const kept = from.members.filter((member) => to.members.includes(member));
  const order = to.members.filter((member) => from.members.includes(member));
  if (removed.length === 0 || kept.some((member, i) => member !== order[i])) return undefined;
  return removed.map((member) => `FIND_IN_SET(${quoteText(member)}, ${value})`);
}

function tooLongText(value: string, _: ColumnType, to: ColumnType): string[] {
  const capacity = capacities[to.name];
  return [
    capacity === undefined ? `CHAR_LENGTH(${value}) > ${to.length ?? 1}` : `LENGTH(${value}) > ${capacity}`,
  ];
}

/** BINARY pads with zero bytes, which are part of the value. */
function cutBytes(value: string, _: ColumnType, to: ColumnType): string[] {
  if (to.name === "binary") return [`LENGTH(${value}) <> ${to.length ?? 1}`];
  return [`LENGTH(${value}) > ${capacities[to.name] ?? to.length ?? 1}`];
}
