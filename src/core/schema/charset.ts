import type { ColumnType } from "../sql/definition.ts";
import type { Engine } from "../sql/engine.ts";

/** The character set of a collation is its name up to the first underscore (manual 12.3.1). */
export function charsetOfCollation(collation: string | undefined): string | undefined {
  return collation === undefined ? undefined : (/^[a-z0-9]+/.exec(collation)?.[0] ?? undefined);
}

/** utf8 is an alias of utf8mb3 (manual 12.9.3). */
export function canonicalCharset(charset: string | undefined): string | undefined {
  return charset === "utf8" ? "utf8mb3" : charset;
}

export function canonicalCollation(collation: string | undefined): string | undefined {
  return collation?.replace(/^utf8_/, "utf8mb3_");
}

/** The collation that a character set has where none is stated; undefined = not known. */
export function defaultCollation(charset: string | undefined, engine: Engine | undefined) {
  if (charset === undefined) return undefined;
  if (charset === "latin1") return "latin1_swedish_ci";
  if (!/^(utf8mb3|utf8mb4|ascii|ucs2|utf16|utf32)$/.test(charset)) return undefined;
  if (charset === "ascii") return "ascii_general_ci";
  if (!engine) return undefined;
  // MariaDB 11.5 made uca1400_ai_ci the default of every Unicode character set.
  if (engine.flavour === "mariadb") return engine.version < 110500 ? `${charset}_general_ci` : undefined;
  return charset === "utf8mb4" && engine.version >= 80000 ? "utf8mb4_0900_ai_ci" : `${charset}_general_ci`;
}

const textTypes = new Set(["char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"]);

export function isText(type: ColumnType): boolean {
  return textTypes.has(type.name);
}

/** The most bytes that one character takes (SHOW CHARACTER SET, Maxlen); undefined = not known. */
export function maxBytes(charset: string | undefined): number | undefined {
  return charset === undefined ? undefined : (widths.get(charset) ?? undefined);
}

const widths = new Map<string, number>([
  ...["utf8mb4", "utf16", "utf16le", "utf32", "gb18030"].map((name): [string, number] => [name, 4]),
  ...["utf8mb3", "ujis", "eucjpms"].map((name): [string, number] => [name, 3]),
  ...["ucs2", "big5", "sjis", "cp932", "gb2312", "gbk", "euckr"].map((name): [string, number] => [name, 2]),
  ...[
    "latin1",
    "latin2",
    "latin5",
    "latin7",
    "ascii",
    "binary",
    "cp850",
    "cp852",
    "cp866",
    "cp1250",
    "cp1251",
    "cp1256",
    "cp1257",
    "dec8",
    "greek",
    "hebrew",
    "hp8",
    "keybcs2",
    "koi8r",
    "koi8u",
    "macce",
    "macroman",
    "swe7",
    "tis620",
    "armscii8",
    "geostd8",
  ].map((name): [string, number] => [name, 1]),
]);
