import { maxBytes } from "../schema/charset.ts";
import type { ColumnType } from "../sql/definition.ts";
import { capacities } from "./capacities.ts";
import type { DataLoss } from "./change.ts";

/**
 * Whether every value of the old type is a value of the new one, unchanged (manual 13.1 to 13.5). A pair that is not
 * proven to keep all of them is `lossy`; `unknown` where it hangs on a character set that nobody stated.
 */
export function typeLoss(from: ColumnType, to: ColumnType): DataLoss {
  const family = families[from.name];
  if (family === undefined || families[to.name] === undefined)
    return from.name === to.name ? "none" : "lossy";
  if (family !== families[to.name]) return crossFamily(from, to);
  return keeps[family](from, to);
}

type Family = "integer" | "decimal" | "float" | "bit" | "temporal" | "text" | "bytes" | "members" | "vector";

const families: Record<string, Family> = {
  ...named("integer", "tinyint smallint mediumint int bigint"),
  ...named("decimal", "decimal"),
  ...named("float", "float double"),
  ...named("bit", "bit"),
  ...named("temporal", "date datetime timestamp time"),
  ...named("text", "char varchar tinytext text mediumtext longtext"),
  ...named("bytes", "binary varbinary tinyblob blob mediumblob longblob"),
  ...named("members", "enum set"),
  ...named("vector", "vector"),
};

function named(family: Family, names: string): Record<string, Family> {
  return Object.fromEntries(names.split(" ").map((name) => [name, family]));
}

const keeps: Record<Family, (from: ColumnType, to: ColumnType) => DataLoss> = {
  integer: (from, to) => safe(holdsIntegers(from, to)),
  decimal: (from, to) => safe(holdsSign(from, to) && holdsDigits(digits(from), digits(to))),
  float: (from, to) => safe(holdsSign(from, to) && holdsFloats(from, to)),
  bit: (from, to) => safe((to.length ?? 1) >= (from.length ?? 1)),
  temporal: (from, to) => safe(holdsTime(from, to)),
  text: textLoss,
  bytes: (from, to) => safe(holdsBytes(from, to)),
  members: memberLoss,
  vector: (from, to) => safe((from.length ?? 2048) === (to.length ?? 2048)),
};

function safe(kept: boolean): DataLoss {
  return kept ? "none" : "lossy";
}

const integerBytes: Record<string, number> = { tinyint: 1, smallint: 2, mediumint: 3, int: 4, bigint: 8 };

function holdsIntegers(from: ColumnType, to: ColumnType): boolean {
  const [before, after] = [integerBytes[from.name] ?? 8, integerBytes[to.name] ?? 0];
  if (from.unsigned === to.unsigned) return after >= before;
  return from.unsigned && after > before;
}

/** An unsigned column takes no negative value. */
function holdsSign(from: ColumnType, to: ColumnType): boolean {
  return from.unsigned || !to.unsigned;
}

interface Digits {
  whole: number;
  fraction: number;
}

function digits({ length, scale }: ColumnType): Digits {
  return { whole: (length ?? 10) - (scale ?? 0), fraction: scale ?? 0 };
}

function holdsDigits(from: Digits, to: Digits): boolean {
  return to.whole >= from.whole && to.fraction >= from.fraction;
}

/**
 * FLOAT(p) above 24 is a DOUBLE; FLOAT(m,d) and DOUBLE(m,d) round to d decimals (manual 13.1.4), where a DOUBLE rounds to
 * other values than a FLOAT.
 */
function holdsFloats(from: ColumnType, to: ColumnType): boolean {
  if (isDouble(from) && !isDouble(to)) return false;
  if (to.scale === undefined) return true;
  return isDouble(from) === isDouble(to) && from.scale !== undefined && holdsDigits(digits(from), digits(to));
}

function isDouble({ name, length, scale }: ColumnType): boolean {
  return name === "double" || (scale === undefined && (length ?? 0) > 24);
}

/** Fractional seconds must stay; a TIMESTAMP is another instant in another time zone, so only itself will do. */
function holdsTime(from: ColumnType, to: ColumnType): boolean {
  if (from.name === "date" && to.name === "datetime") return true;
  return from.name === to.name && (to.length ?? 0) >= (from.length ?? 0);
}

/** BINARY(n) pads with zero bytes, so another length is another value. */
function holdsBytes(from: ColumnType, to: ColumnType): boolean {
  if (to.name === "binary") return from.name === "binary" && (from.length ?? 1) === (to.length ?? 1);
  return (capacities[to.name] ?? to.length ?? 0) >= (capacities[from.name] ?? from.length ?? 1);
}

/** CHAR loses trailing spaces when it is read, so only a CHAR may become one. */
function textLoss(from: ColumnType, to: ColumnType): DataLoss {
  const kept = charsetKeeps(from, to);
  if (kept !== "none") return kept;
  if (to.name === "char" && from.name !== "char") return "lossy";
  const room = capacities[to.name];
  if (room === undefined) return safe((to.length ?? 1) >= (capacities[from.name] ?? from.length ?? 1));
  const width = maxBytes(to.charset);
  const bytes = capacities[from.name];
  if (bytes !== undefined) return safe(room >= (from.charset === to.charset ? bytes : bytes * (width ?? 4)));
  const characters = from.length ?? 1;
  if (width !== undefined) return safe(room >= characters * width);
  return room >= characters * 4 ? "none" : room < characters ? "lossy" : "unknown";
}

/** Character sets whose every character is in Unicode; only the Unicode ones hold them all. */
function charsetKeeps(from: ColumnType, to: ColumnType): DataLoss {
  if (from.charset === to.charset) return "none";
  if (from.charset === undefined || to.charset === undefined) return "unknown";
  if (from.charset === "ascii" && to.charset !== "binary" && to.charset !== "swe7") return "none";
  const unicode = /^(utf8mb4|utf16|utf16le|utf32|gb18030)$/;
  if (unicode.test(to.charset) && from.charset !== "binary") return "none";
  const basic = from.charset === "ucs2" || from.charset === "latin1" || from.charset === "utf8mb3";
  return safe(basic && (to.charset === "utf8mb3" || to.charset === "ucs2"));
}

/**
 * Values are kept by their label, so members of an ENUM may move, but none may go. A SET reads its members in their
 * order: where they move, it reads otherwise.
 */
function memberLoss(from: ColumnType, to: ColumnType): DataLoss {
  if (from.name !== to.name) return "lossy";
  const kept = to.members.filter((member) => from.members.includes(member));
  if (kept.length !== from.members.length) return "lossy";
  if (from.name === "set" && kept.some((member, i) => member !== from.members[i])) return "lossy";
  return charsetKeeps(from, to);
}

/** The few pairs of different kinds that keep every value. */
function crossFamily(from: ColumnType, to: ColumnType): DataLoss {
  if (families[from.name] === "integer" && to.name === "decimal") {
    const needed = from.name === "bigint" ? 20 : 10;
    return safe(holdsSign(from, to) && digits(to).whole >= needed);
  }
  const exactInDouble = families[from.name] === "integer" && from.name !== "bigint";
  if (exactInDouble && to.name === "double" && to.scale === undefined) return safe(holdsSign(from, to));
  return "lossy";
}
