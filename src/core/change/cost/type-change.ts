import { defaultCollation, isText, maxBytes } from "../../schema/charset.ts";
import type { ColumnType } from "../../sql/definition.ts";
import type { Engine } from "../../sql/engine.ts";
import { since } from "./versions.ts";

/**
 * How the stored form of a column changes with its type (manual 17.12.1, "Column Operations"):
 * same: not at all · members: ENUM or SET members appended · longer: VARCHAR within its length bytes ·
 * text: another collation or a wider character set that holds the same bytes · other: every row must be rewritten.
 */
export type TypeChange = "same" | "members" | "longer" | "text" | "other" | "unknown";

export function typeChange(from: ColumnType, to: ColumnType, engine: Engine | undefined): TypeChange {
  if (bytesFor[from.name] === to.name) return bytesChange(from, to, engine);
  if (from.name !== to.name || from.unsigned !== to.unsigned || from.zerofill !== to.zerofill) return "other";
  const text = isText(from) ? textChange(from, to, engine) : "same";
  if (text === "other" || text === "unknown") return text;
  if (from.name === "enum" || from.name === "set") return memberChange(from, to, text);
  if (from.name === "varchar" || from.name === "varbinary") return lengthChange(from, to, text);
  if (sizeOf(from) !== sizeOf(to)) return "other";
  return from.name === "char" && engine?.flavour !== "mariadb" && crossesLengthByte(from, to) !== false
    ? "other"
    : text;
}

/** What holds the bytes of a text without its characters. */
const bytesFor: Readonly<Record<string, string>> = {
  varchar: "varbinary",
  tinytext: "tinyblob",
  text: "blob",
  mediumtext: "mediumblob",
  longtext: "longblob",
};

/** MySQL leaves the bytes as they are, as far as they fit. */
function bytesChange(from: ColumnType, to: ColumnType, engine: Engine | undefined): TypeChange {
  if (engine?.flavour !== "mysql" || engine.version < since.charset) return "other";
  if (from.name !== "varchar") return "text";
  const [bytes, room] = [(from.length ?? 0) * (maxBytes(from.charset) ?? 0), to.length ?? 0];
  return bytes > 0 && room >= bytes && bytes <= 255 === room <= 255 ? "text" : "other";
}

/** MySQL knows one character set that another one extends; MariaDB more. */
const widerInMysql: readonly (readonly [string, string])[] = [["utf8mb3", "utf8mb4"]];
const widerInMariadb: readonly (readonly [string, string])[] = [
  ...widerInMysql,
  ["ucs2", "utf16"],
  ["ascii", "utf8mb3"],
  ["ascii", "utf8mb4"],
  ["ascii", "latin1"],
];

function textChange(from: ColumnType, to: ColumnType, engine: Engine | undefined): TypeChange {
  if (from.charset === undefined || to.charset === undefined) {
    return from.charset === to.charset && from.collation === to.collation ? "same" : "unknown";
  }
  const collation = (type: ColumnType) => type.collation ?? defaultCollation(type.charset, engine);
  const sameCharset = from.charset === to.charset;
  if (sameCharset && collation(from) === collation(to)) return "same";
  if (engine?.flavour !== "mysql") return sameCharset || isWider(from, to, widerInMariadb) ? "text" : "other";
  if (keepsLabels(from, to, engine)) return "same";
  if (engine.version < since.charset) return "other";
  return sameCharset || isWider(from, to, widerInMysql) ? "text" : "other";
}

function isWider(from: ColumnType, to: ColumnType, wider: typeof widerInMysql): boolean {
  return wider.some(([a, b]) => a === from.charset && b === to.charset);
}

/** The labels stand in the table's definition, and MySQL changes only that where they are the same bytes. */
function keepsLabels(from: ColumnType, to: ColumnType, { version }: Engine): boolean {
  if (version < since.labels || (from.name !== "enum" && from.name !== "set")) return false;
  if (from.charset === to.charset) return true;
  const wide = /^(ucs2|utf16|utf16le|utf32|binary)$/;
  if (wide.test(from.charset ?? "") || wide.test(to.charset ?? "")) return false;
  return from.members.every((member) => /^[\x20-\x7e]*$/.test(member));
}

function memberChange(from: ColumnType, to: ColumnType, text: TypeChange): TypeChange {
  const kept = from.members.every((member, i) => member === to.members[i]);
  if (!kept || memberBytes(from) !== memberBytes(to)) return "other";
  if (text !== "same") return "other";
  return from.members.length === to.members.length ? "same" : "members";
}

/** Bytes that hold a value: ENUM 1 up to 255 members, SET 1, 2, 3, 4 or 8 (manual 13.7). */
function memberBytes({ name, members }: ColumnType): number {
  if (name === "enum") return members.length > 255 ? 2 : 1;
  const bytes = Math.ceil(members.length / 8);
  return bytes > 4 ? 8 : bytes;
}

/** One length byte up to 255 bytes, two above: crossing that rewrites every row. */
function lengthChange(from: ColumnType, to: ColumnType, text: TypeChange): TypeChange {
  if (from.length === undefined || to.length === undefined || to.length < from.length) return "other";
  const crosses = crossesLengthByte(from, to);
  if (crosses === undefined) return "unknown";
  if (crosses) return "other";
  if (text !== "same") return text;
  return from.length === to.length ? "same" : "longer";
}

function crossesLengthByte(from: ColumnType, to: ColumnType): boolean | undefined {
  const width = (type: ColumnType) => (type.name === "varbinary" ? 1 : maxBytes(type.charset));
  const [before, after] = [width(from), width(to)];
  const crosses = (a: number, b: number) => (from.length ?? 0) * a <= 255 !== (to.length ?? 0) * b <= 255;
  if (before !== undefined && after !== undefined) return crosses(before, after);
  const possible = new Set([1, 2, 3, 4].map((bytes) => crosses(bytes, bytes)));
  return possible.size === 1 ? possible.has(true) : undefined;
}

/** What of length and scale counts for the stored form; a display width does not. */
function sizeOf({ name, length, scale }: ColumnType): string {
  if (integers.has(name)) return "";
  if (name === "float" && scale === undefined) return (length ?? 0) > 24 ? "double" : "";
  const [defaultLength, defaultScale] = defaults[name] ?? ["", ""];
  return `${length ?? defaultLength},${scale ?? defaultScale}`;
}

const integers = new Set(["tinyint", "smallint", "mediumint", "int", "bigint", "year"]);

/** Length and scale where none is stated (manual 13.1 to 13.3). */
const defaults: Record<string, readonly [length: number, scale: number | ""]> = {
  decimal: [10, 0],
  bit: [1, ""],
  char: [1, ""],
  binary: [1, ""],
  vector: [2048, ""],
  datetime: [0, ""],
  timestamp: [0, ""],
  time: [0, ""],
};
