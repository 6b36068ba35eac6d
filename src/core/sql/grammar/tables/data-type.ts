import type { ColumnType } from "../../definition.ts";
import { type Cursor, fail, isNext, isOneOf, need, parenthesised, peek, take } from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { charsetName, number, takeCharacterSet, text, whole } from "../names.ts";
import { noteFeature } from "../note-use.ts";

type Arguments = "none" | "one" | "one-needed" | "two" | "both" | "members";

interface TypeForm {
  /** What the server calls it. */
  name: string;
  takes: Arguments;
  family: "number" | "text" | "other";
  mariadbOnly?: true;
}

function forms(family: TypeForm["family"], takes: Arguments, words: string): [string, TypeForm][] {
  return words.split(" ").map((pair) => {
    const [word, name = word] = pair.split("=") as [string, string?];
    return [word, { name: name.toLowerCase(), takes, family }];
  });
}

/** Data types and their synonyms: manual 11.1 to 11.9. `WORD=NAME` is a synonym. */
const types = new Map<string, TypeForm>([
  ...forms(
    "number",
    "one",
    "TINYINT INT1=TINYINT SMALLINT INT2=SMALLINT MEDIUMINT INT3=MEDIUMINT MIDDLEINT=MEDIUMINT INT INTEGER=INT INT4=INT BIGINT INT8=BIGINT",
  ),
  ...forms("number", "two", "DECIMAL DEC=DECIMAL NUMERIC=DECIMAL FIXED=DECIMAL FLOAT FLOAT4=FLOAT"),
  ...forms("number", "both", "DOUBLE FLOAT8=DOUBLE REAL=DOUBLE"),
  ...forms(
    "other",
    "none",
    "BOOL=TINYINT BOOLEAN=TINYINT SERIAL=BIGINT DATE JSON TINYBLOB MEDIUMBLOB LONGBLOB",
  ),
  ...forms(
    "other",
    "none",
    "GEOMETRY POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION GEOMCOLLECTION=GEOMETRYCOLLECTION",
  ),
  ...forms("number", "one", "YEAR SQL_TSI_YEAR=YEAR"),
  ...forms("other", "one", "BIT TIME TIMESTAMP DATETIME BINARY BLOB VECTOR"),
  ...forms("other", "one-needed", "VARBINARY"),
  ...forms("text", "one", "CHAR CHARACTER=CHAR NCHAR=CHAR TEXT"),
  ...forms("text", "one-needed", "VARCHAR VARCHARACTER=VARCHAR NVARCHAR=VARCHAR"),
  ...forms("text", "none", "TINYTEXT MEDIUMTEXT LONGTEXT"),
  ...forms("text", "members", "ENUM SET"),
  ...forms("other", "none", "UUID INET4 INET6").map(([word, form]): [string, TypeForm] => [
    word,
    { ...form, mariadbOnly: true },
  ]),
]);

const national = new Set(["NCHAR", "NVARCHAR"]);

export function dataType(c: Cursor): ColumnType {
  const { kind, upper: word } = peek(c);
  if (kind !== "word") fail(c);
  if (word === "NATIONAL") return nationalType(c);
  if (word === "LONG") return longType(c);
  const form = types.get(word);
  if (!form || (form.mariadbOnly && !mayBeMariadb(c))) fail(c);
  c.at++;
  const varying = (word === "CHAR" || word === "CHARACTER" || word === "NCHAR") && takeVarying(c);
  if (word === "DOUBLE") take(c, "PRECISION");
  const type = build(varying ? "varchar" : form.name);
  readArguments(c, type, varying ? "one-needed" : form.takes);
  if (word.startsWith("BOOL")) type.length = 1;
  if (word === "SERIAL") type.unsigned = true;
  if (national.has(word)) type.charset = "utf8mb3";
  return finish(c, type, form.family);
}

function takeVarying(c: Cursor): boolean {
  return take(c, "VARYING") || take(c, "VARCHAR");
}

function nationalType(c: Cursor): ColumnType {
  need(c, "NATIONAL");
  const varying = take(c, "VARCHAR") || take(c, "VARCHARACTER");
  if (!varying && !take(c, "CHAR")) need(c, "CHARACTER");
  const long = varying || take(c, "VARYING");
  const type = build(long ? "varchar" : "char");
  type.charset = "utf8mb3";
  readArguments(c, type, long ? "one-needed" : "one");
  if (take(c, "BINARY")) type.collation = "utf8mb3_bin";
  return type;
}

/** LONG and LONG VARCHAR are MEDIUMTEXT, LONG VARBINARY is MEDIUMBLOB (manual 11.9). */
function longType(c: Cursor): ColumnType {
  need(c, "LONG");
  if (take(c, "VARBINARY")) return build("mediumblob");
  if ((isNext(c, "CHAR") || isNext(c, "CHARACTER")) && isNext(c, "VARYING", 1)) c.at += 2;
  else if (!take(c, "VARCHAR")) take(c, "VARCHARACTER");
  return finish(c, build("mediumtext"), "text");
}

type Draft = { -readonly [K in keyof ColumnType]: ColumnType[K] };

const noMembers: readonly string[] = [];

function build(name: string): Draft {
  return {
    name,
    length: undefined,
    scale: undefined,
    members: noMembers,
    unsigned: false,
    zerofill: false,
    charset: undefined,
    collation: undefined,
  };
}

function readArguments(c: Cursor, type: Draft, takes: Arguments) {
  if (takes === "none") return;
  if (takes === "members") {
    type.members = parenthesised(c, member);
    return;
  }
  if (!take(c, "(")) {
    if (takes === "one-needed") fail(c);
    return;
  }
  type.length = whole(c);
  if (takes === "both" && !isNext(c, ",")) fail(c);
  if ((takes === "two" || takes === "both") && take(c, ",")) type.scale = whole(c);
  need(c, ")");
  if (type.name === "year" && type.length === 2) noteFeature(c, "two-digit-year");
}

/** ENUM and SET members may be written as hexadecimal or bit literals too. */
function member(c: Cursor): string {
  return peek(c).kind === "number" ? String(number(c)) : text(c);
}

function finish(c: Cursor, type: Draft, family: TypeForm["family"]): ColumnType {
  if (family === "number") readSign(c, type);
  else if (family === "text") readCharset(c, type);
  return type;
}

function readSign(c: Cursor, type: Draft) {
  for (;;) {
    if (take(c, "UNSIGNED")) type.unsigned = true;
    else if (take(c, "ZEROFILL")) type.zerofill = type.unsigned = true;
    else if (!take(c, "SIGNED")) return;
  }
}

const ofCharsets = new Set(["ASCII", "UNICODE", "BYTE", "BINARY", "CHARSET", "CHARACTER", "CHAR"]);

/** ASCII, UNICODE, BYTE, BINARY and CHARACTER SET, in the orders that the server takes (manual 12.3.5). */
function readCharset(c: Cursor, type: Draft) {
  if (!isOneOf(c, ofCharsets)) return;
  const binary = take(c, "BINARY");
  if (take(c, "ASCII")) type.charset = "latin1";
  else if (take(c, "UNICODE")) type.charset = "ucs2";
  else if (!binary && take(c, "BYTE")) type.charset = "binary";
  else if (takeCharacterSet(c)) type.charset = charsetName(c);
  const after = !binary && take(c, "BINARY");
  if (binary || after) type.collation = `${type.charset ?? ""}_bin`;
}
