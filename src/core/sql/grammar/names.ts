import type { TableName } from "../definition.ts";
import type { Token } from "../lex/token.ts";
import type { TableUse } from "../statement.ts";
import { type Cursor, fail, isNext, need, peek, take } from "./cursor.ts";
import { mayBeOlderThan } from "./may-be.ts";

export function isIdentifier(c: Cursor, token: Token): boolean {
  return token.kind === "name" || (token.kind === "word" && !c.reserved.has(token.upper));
}

/** An identifier: quoted, or a word that is not reserved. */
export function identifier(c: Cursor): string {
  const token = peek(c);
  if (!isIdentifier(c, token)) fail(c);
  c.at++;
  return token.value;
}

/** After a dot every word is a name (manual 9.3). */
export function identifierAfterDot(c: Cursor): string {
  const token = peek(c);
  if (token.kind !== "name" && token.kind !== "word") fail(c);
  c.at++;
  return token.value;
}

/** An identifier or a string: aliases, character sets, engines, plugin names. */
export function identifierOrText(c: Cursor): string {
  if (peek(c).kind === "string") return text(c);
  return identifier(c);
}

export function tableName(c: Cursor): TableName {
  if (isNext(c, ".") && peek(c, 1).kind !== "unknown") {
    c.at++;
    return { database: undefined, table: identifierAfterDot(c) };
  }
  const first = identifier(c);
  if (!take(c, ".")) return { database: undefined, table: first };
  return { database: first, table: identifierAfterDot(c) };
}

/** As messages and changes show it. */
export function displayName({ database, table }: TableName): string {
  return database === undefined ? table : `${database}.${table}`;
}

/** Reads a table's name and notes how it is used. */
export function usedTable(c: Cursor, use: TableUse): TableName {
  const name = tableName(c);
  noteTable(c, name, use);
  return name;
}

export function noteTable(c: Cursor, name: TableName, use: TableUse) {
  c.tables.push({ database: name.database, table: name.table, use });
}

/** A column of the table that is created or altered; up to 5.7 and in MariaDB its table may stand before it. */
export function ownColumn(c: Cursor): string {
  return mayBeOlderThan(c, 80000) ? columnName(c) : identifier(c);
}

/** A column: `a`, `t.a`, `db.t.a`; the last part counts. */
export function columnName(c: Cursor): string {
  let name = identifier(c);
  while (take(c, ".")) name = identifierAfterDot(c);
  return name;
}

/** String literals side by side are one (manual 9.1.1). */
export function text(c: Cursor): string {
  const token = peek(c);
  if (token.kind !== "string") fail(c);
  c.at++;
  let value = token.value;
  while (peek(c).kind === "string") value += peek(c).value + skip(c);
  return value;
}

function skip(c: Cursor): string {
  c.at++;
  return "";
}

export function number(c: Cursor): number {
  const token = peek(c);
  if (token.kind !== "number") fail(c);
  c.at++;
  return Number(token.value);
}

/** A whole number without sign, fraction or exponent. */
export function whole(c: Cursor): number {
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(peek(c).value)) fail(c);
  return number(c);
}

/** A number of bytes, with or without a unit. */
export function size(c: Cursor) {
  if (!/^\d+[KMGkmg]?$/.test(peek(c).value)) fail(c);
  c.at++;
}

/** CHARACTER SET's and COLLATE's argument: `utf8mb4`, 'utf8mb4', BINARY. */
export function charsetName(c: Cursor): string {
  if (take(c, "BINARY")) return "binary";
  return identifierOrText(c).toLowerCase();
}

/** `CHARACTER SET`, `CHARSET` or `CHAR SET`. */
export function takeCharacterSet(c: Cursor): boolean {
  if (take(c, "CHARSET")) return true;
  const spelled = (isNext(c, "CHARACTER") || isNext(c, "CHAR")) && isNext(c, "SET", 1);
  if (spelled) c.at += 2;
  return spelled;
}

/** `'user'@'host'`, `user`, CURRENT_USER[()]; the lexer gives `@'host'` as a variable. */
export function accountName(c: Cursor): string {
  if (take(c, "CURRENT_USER")) {
    if (take(c, "(")) need(c, ")");
    return "CURRENT_USER";
  }
  const user = identifierOrText(c);
  const next = peek(c);
  if (next.kind === "variable" && !next.value.startsWith("@@")) {
    c.at++;
    return `${user}${next.value}`;
  }
  if (take(c, "@")) return `${user}@${identifierOrText(c)}`;
  return user;
}

/** IF EXISTS, where it is written. */
export function takeIfExists(c: Cursor): boolean {
  if (!isNext(c, "IF")) return false;
  c.at++;
  need(c, "EXISTS");
  return true;
}

export function takeIfNotExists(c: Cursor): boolean {
  if (!isNext(c, "IF")) return false;
  c.at++;
  need(c, "NOT");
  need(c, "EXISTS");
  return true;
}
