import type { CastType } from "../../tree/nodes/operations.ts";
import { type Cursor, fail, need, peek, take } from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { charsetName, takeCharacterSet, whole } from "../names.ts";

/** How many numbers may stand in parentheses after the type. */
const castTypes = new Map<string, number>([
  ...counted(0, "DATE DOUBLE JSON REAL SIGNED UNSIGNED YEAR"),
  ...counted(0, "POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION"),
  ...counted(1, "BINARY CHAR CHARACTER DATETIME FLOAT NCHAR TIME"),
  ...counted(2, "DEC DECIMAL"),
]);
const mariadbCastTypes = new Map<string, number>([
  ...counted(0, "INT INTEGER"),
  ...counted(1, "VARCHAR"),
  ...counted(2, "DOUBLE"),
]);

function counted(numbers: number, words: string): [string, number][] {
  return words.split(" ").map((word) => [word, numbers]);
}

/** Names of the same type. */
const synonyms: Readonly<Record<string, string>> = {
  CHARACTER: "CHAR",
  DEC: "DECIMAL",
  INT: "SIGNED",
  INTEGER: "SIGNED",
  REAL: "DOUBLE",
  VARCHAR: "CHAR",
};

const recognisedType: CastType = { name: "", length: undefined, scale: undefined, charset: undefined };

/** The types of CAST and CONVERT (manual 14.10): fewer than a column's. */
export function castType(c: Cursor): CastType {
  const { kind, upper: word } = peek(c);
  const numbers = (mayBeMariadb(c) ? mariadbCastTypes.get(word) : undefined) ?? castTypes.get(word);
  if (kind !== "word" || numbers === undefined) fail(c);
  c.at++;
  if ((word === "SIGNED" || word === "UNSIGNED") && !take(c, "INTEGER")) take(c, "INT");
  if (word === "DOUBLE") take(c, "PRECISION");
  const from = c.at;
  if (numbers > 0) lengths(c, numbers);
  const [length, scale] = c.building ? numbersIn(c, from) : [];
  const named = word === "CHAR" || word === "CHARACTER" ? charset(c) : undefined;
  if (!c.building) return recognisedType;
  return { name: synonyms[word] ?? word, length, scale, charset: named };
}

function lengths(c: Cursor, most: number) {
  if (!take(c, "(")) return;
  whole(c);
  if (most === 2 && take(c, ",")) whole(c);
  need(c, ")");
}

function numbersIn(c: Cursor, from: number): number[] {
  const written = c.tokens.slice(from, c.at).filter(({ kind }) => kind === "number");
  return written.map(({ value }) => Number(value));
}

function charset(c: Cursor): string | undefined {
  const binary = take(c, "BINARY");
  let named: string | undefined;
  if (takeCharacterSet(c)) named = charsetName(c);
  else if (!take(c, "ASCII")) take(c, "UNICODE");
  return take(c, "BINARY") || binary ? `${named ?? ""}_bin` : named;
}
