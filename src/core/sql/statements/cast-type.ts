import { type Cursor, fail, need, peek, take } from "./cursor.ts";
import { charsetName, takeCharacterSet, whole } from "./names.ts";

const castTypes = new Set(
  "BINARY CHAR CHARACTER NCHAR SIGNED UNSIGNED DATE DATETIME TIME TIMESTAMP YEAR DECIMAL DEC FLOAT DOUBLE REAL JSON INT INTEGER VARCHAR POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION".split(
    " ",
  ),
);

/** The types of CAST and CONVERT (manual 14.10): fewer than a column's. */
export function castType(c: Cursor) {
  const word = peek(c).upper;
  if (peek(c).kind !== "word" || !castTypes.has(word)) fail(c);
  c.at++;
  if (word === "SIGNED" || word === "UNSIGNED") {
    if (!take(c, "INTEGER")) take(c, "INT");
    return;
  }
  if (word === "DOUBLE") take(c, "PRECISION");
  if (take(c, "(")) {
    whole(c);
    if (take(c, ",")) whole(c);
    need(c, ")");
  }
  if (word === "CHAR" || word === "CHARACTER") charset(c);
}

function charset(c: Cursor) {
  take(c, "BINARY");
  if (takeCharacterSet(c)) charsetName(c);
  else if (!take(c, "ASCII")) take(c, "UNICODE");
  take(c, "BINARY");
}
