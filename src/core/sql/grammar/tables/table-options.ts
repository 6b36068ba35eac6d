import { notePassage } from "../building/place.ts";
import { type Cursor, fail, isNext, need, needOne, parenthesised, peek, take } from "../cursor.ts";
import { mayBeMariadb, mayBeOlderThan } from "../may-be.ts";
import {
  charsetName,
  displayName,
  identifierOrText,
  number,
  tableName,
  takeCharacterSet,
  text,
  usedTable,
} from "../names.ts";
import { noteFeature } from "../note-use.ts";

type Value = (c: Cursor) => string;

const asNumber: Value = (c) => String(number(c));
const asText: Value = (c) => text(c);
const asName: Value = (c) => identifierOrText(c);
const ternary: Value = (c) => (take(c, "DEFAULT") ? "DEFAULT" : asNumber(c));
const word =
  (...words: string[]): Value =>
  (c) =>
    needOne(c, new Set(words));

/** CREATE TABLE's and ALTER TABLE's options (manual 15.1.20): name and what may follow `[=]`. */
const options = new Map<string, Value>([
  ["AUTOEXTEND_SIZE", sized],
  ["ALLOW_MISSING_FILES", ternary],
  ["AUTO_INCREMENT", asNumber],
  ["AVG_ROW_LENGTH", asNumber],
  ["CHECKSUM", asNumber],
  ["TABLE_CHECKSUM", asNumber],
  ["COMMENT", asText],
  ["COMPRESSION", asText],
  ["CONNECTION", asText],
  ["DELAY_KEY_WRITE", asNumber],
  ["ENCRYPTION", asText],
  ["ENGINE", asName],
  ["ENGINE_ATTRIBUTE", asText],
  ["SECONDARY_ENGINE_ATTRIBUTE", asText],
  ["INSERT_METHOD", word("NO", "FIRST", "LAST")],
  ["KEY_BLOCK_SIZE", asNumber],
  ["MAX_ROWS", asNumber],
  ["MIN_ROWS", asNumber],
  ["PACK_KEYS", ternary],
  ["PASSWORD", asText],
  ["ROW_FORMAT", word("DEFAULT", "DYNAMIC", "FIXED", "COMPRESSED", "REDUNDANT", "COMPACT", "PAGE")],
  ["SECONDARY_ENGINE", (c) => (take(c, "NULL") ? "NULL" : asName(c))],
  ["STATS_AUTO_RECALC", ternary],
  ["STATS_PERSISTENT", ternary],
  ["STATS_SAMPLE_PAGES", ternary],
  ["TABLESPACE", asName],
  ["UNION", mergedTables],
]);

/** MariaDB's own: mariadb.com/kb/en/create-table. */
const mariadbOptions = new Map<string, Value>([
  ["PAGE_CHECKSUM", asNumber],
  ["PAGE_COMPRESSED", asNumber],
  ["PAGE_COMPRESSION_LEVEL", asNumber],
  ["TRANSACTIONAL", asNumber],
  ["ENCRYPTED", word("YES", "NO")],
  ["ENCRYPTION_KEY_ID", asNumber],
  ["SEQUENCE", asNumber],
  ["TYPE", asName],
]);

function sized(c: Cursor): string {
  const token = peek(c);
  if (token.kind !== "number" && !/^\d+[KMG]?$/i.test(token.value)) fail(c);
  c.at++;
  return token.value;
}

/** MERGE tables; none in the parentheses takes them all away. */
function mergedTables(c: Cursor) {
  if (isNext(c, "(") && isNext(c, ")", 1)) {
    c.at += 2;
    return "";
  }
  return parenthesised(c, (inner) => displayName(usedTable(inner, "read"))).join(",");
}

/** One option, or undefined where none is next. */
export function takeTableOption(c: Cursor): { name: string; value: string } | undefined {
  if (peek(c).kind !== "word") return undefined;
  const from = c.at;
  const isDefault = take(c, "DEFAULT");
  if (take(c, "COLLATE")) return assigned(c, "COLLATE", charsetName);
  if (takeCharacterSet(c)) return assigned(c, "CHARSET", charsetOrDefault);
  if (isDefault) {
    c.at = from;
    return undefined;
  }
  if (isNext(c, "DATA") || (isNext(c, "INDEX") && isNext(c, "DIRECTORY", 1))) return directory(c);
  return named(c);
}

/** Up to 5.7 and in MariaDB DEFAULT stood for the database's. */
function charsetOrDefault(c: Cursor): string {
  return mayBeOlderThan(c, 80000) && take(c, "DEFAULT") ? "DEFAULT" : charsetName(c);
}

function directory(c: Cursor): { name: string; value: string } {
  const name = `${peek(c).upper} DIRECTORY`;
  c.at++;
  need(c, "DIRECTORY");
  return assigned(c, name, asText);
}

function named(c: Cursor): { name: string; value: string } | undefined {
  const { kind, upper } = peek(c);
  if (kind !== "word") return undefined;
  if (upper === "START") return startTransaction(c);
  if (upper === "STORAGE") return storage(c);
  if (upper === "TYPE") noteFeature(c, "type-for-engine");
  const value = options.get(upper) ?? (mayBeMariadb(c) ? mariadbOptions.get(upper) : undefined);
  const found = value ?? (upper === "TYPE" && mayBeOlderThan(c, 50500) ? asName : undefined);
  if (!found) return undefined;
  c.at++;
  return assigned(c, upper === "TYPE" ? "ENGINE" : upper, found);
}

function assigned(c: Cursor, name: string, value: Value): { name: string; value: string } {
  take(c, "=");
  const from = c.at;
  const given = value(c);
  if (name === "ENGINE") notePassage(c, "engine", from);
  return { name, value: given };
}

/** START TRANSACTION: the table is created empty and unlogged until COMMIT (manual 15.1.20). */
function startTransaction(c: Cursor): { name: string; value: string } | undefined {
  if (!isNext(c, "TRANSACTION", 1)) return undefined;
  c.at += 2;
  return { name: "START TRANSACTION", value: "" };
}

function storage(c: Cursor): { name: string; value: string } {
  need(c, "STORAGE");
  return { name: "STORAGE", value: needOne(c, new Set(["DISK", "MEMORY"])) };
}

/** A partition's options are a few of a table's. */
export function takePartitionOption(c: Cursor): boolean {
  take(c, "STORAGE");
  if (take(c, "ENGINE")) assigned(c, "ENGINE", asName);
  else if (take(c, "COMMENT")) assigned(c, "COMMENT", asText);
  else if (isNext(c, "DATA") || isNext(c, "INDEX")) directory(c);
  else if (take(c, "MAX_ROWS") || take(c, "MIN_ROWS") || take(c, "NODEGROUP")) assigned(c, "", asNumber);
  else if (take(c, "TABLESPACE")) assigned(c, "TABLESPACE", (inner) => displayName(tableName(inner)));
  else return false;
  return true;
}
