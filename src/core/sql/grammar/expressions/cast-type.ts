import { type Cursor, fail, mayBeMariadb, need, peek, take } from "../cursor.ts";
import { charsetName, takeCharacterSet, whole } from "../names.ts";

/** How many numbers may stand in parentheses behind the type. */
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

/** The types of CAST and CONVERT (manual 14.10): fewer than a column's. */
export function castType(c: Cursor) {
  const { kind, upper: word } = peek(c);
  const numbers = (mayBeMariadb(c) ? mariadbCastTypes.get(word) : undefined) ?? castTypes.get(word);
  if (kind !== "word" || numbers === undefined) fail(c);
  c.at++;
  if (word === "SIGNED" || word === "UNSIGNED") {
    if (!take(c, "INTEGER")) take(c, "INT");
    return;
  }
  if (word === "DOUBLE") take(c, "PRECISION");
  if (numbers > 0) lengths(c, numbers);
  if (word === "CHAR" || word === "CHARACTER") charset(c);
}

function lengths(c: Cursor, most: number) {
  if (!take(c, "(")) return;
  whole(c);
  if (most === 2 && take(c, ",")) whole(c);
  need(c, ")");
}

function charset(c: Cursor) {
  take(c, "BINARY");
  if (takeCharacterSet(c)) charsetName(c);
  else if (!take(c, "ASCII")) take(c, "UNICODE");
  take(c, "BINARY");
}
