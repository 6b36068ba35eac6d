import { parseStatement } from "../grammar/parse-statement.ts";
import { lex } from "../lex/lex.ts";
import type { LexMode, Token } from "../lex/token.ts";
import type { TableReference } from "../statement.ts";
import { isOperator, isWord, runsInExplain, wordAt } from "./runs-in-explain.ts";

/** A SELECT that touches the rows that a statement would change. To be explained, never to be run. */
export interface RowQuestion {
  select: string;
  /** What it reads: none of them may be a view, whose text is not known here. */
  tables: readonly TableReference[];
  /** By its LIMIT. */
  atMost: number | undefined;
  /** UPDATE and DELETE of one table: the server reckons with every row that it reads, since it locks every one. */
  everyRowRead: boolean;
}

/** Why the rows cannot be asked for. */
export interface NoQuestion {
  why: string;
}

/**
 * Only who may change a table may EXPLAIN a change of it (manual 15.8.2); whoever may read it may explain this. For
 * UPDATE, DELETE, and INSERT and REPLACE of a query; undefined = the statement is none of them.
 */
export function rewriteAsSelect(text: string, mode: LexMode): RowQuestion | NoQuestion | undefined {
  const tokens = lex(text, mode);
  const start = tokens[0]?.upper === "WITH" ? endOfCommonTables(tokens) : 0;
  const parts = cut(tokens, start);
  if (!parts) return undefined;
  const { tables, parsed } = parseStatement(text, mode);
  if (!parsed) return { why: "it was not understood whole" };
  if (mode.ansiQuotes || mode.noBackslashEscapes) return { why: "its session reads quotes in another way" };
  const limit = parts.limit && rowsOfLimit(parts.limit);
  if (limit === "unknown") return { why: "its LIMIT is no number" };
  const query = [tokens.slice(0, start), ...parts.query].flat();
  const why = runsInExplain(query);
  if (why !== undefined) return { why };
  return {
    select: textOf(text, query),
    tables: parts.inserts ? tables.slice(1) : tables,
    atMost: limit,
    everyRowRead: !parts.inserts,
  };
}

interface Parts {
  /** Runs of the statement's tokens that make the SELECT, or words of our own. */
  query: (readonly Token[])[];
  limit: readonly Token[] | undefined;
  inserts: boolean;
}

function cut(tokens: readonly Token[], start: number): Parts | undefined {
  switch (wordAt(tokens, start)) {
    case "UPDATE":
      return cutUpdate(tokens, start + 1);
    case "DELETE":
      return cutDelete(tokens, start + 1);
    case "INSERT":
    case "REPLACE":
      return cutInsert(tokens, start + 1);
    default:
      return undefined;
  }
}

function endOfCommonTables(tokens: readonly Token[]): number {
  return find(tokens, 1, ["UPDATE", "DELETE", "SELECT", "INSERT", "REPLACE"]);
}

function cutUpdate(tokens: readonly Token[], from: number): Parts {
  const { hint, at } = skipModifiers(tokens, from);
  const set = find(tokens, at, ["SET"]);
  return { ...bounded(tokens, [hint, tokens.slice(at, set)], set), inserts: false };
}

function cutDelete(tokens: readonly Token[], from: number): Parts {
  const { hint, at } = skipModifiers(tokens, from);
  if (wordAt(tokens, at) !== "FROM") {
    const refs = find(tokens, at, ["FROM"]) + 1;
    return { ...bounded(tokens, [hint], refs, true), inserts: false };
  }
  const using = find(tokens, at, ["USING", "WHERE", "ORDER", "LIMIT", "RETURNING"]);
  const many = wordAt(tokens, using) === "USING";
  if (many) return { ...bounded(tokens, [hint], using + 1, true), inserts: false };
  return { ...bounded(tokens, [hint, singleTable(tokens.slice(at + 1, using))], using), inserts: false };
}

/** DELETE has the alias before PARTITION (…), SELECT behind it. */
function singleTable(tokens: readonly Token[]): readonly Token[] {
  const partition = find(tokens, 0, ["PARTITION"]);
  const name = isOperator(tokens[1], ".") ? 3 : 1;
  return [...tokens.slice(0, name), ...tokens.slice(partition), ...tokens.slice(name, partition)];
}

const ends = ["WHERE", "ORDER", "LIMIT", "RETURNING"];

/** `SELECT hint 1 FROM refs` and the WHERE from there on; ORDER BY only says which rows a LIMIT leaves. */
function bounded(
  tokens: readonly Token[],
  [hint = [], refs = []]: readonly (readonly Token[])[],
  from: number,
  refsFollow = false,
): Omit<Parts, "inserts"> {
  const where = find(tokens, from, ends);
  const order = find(tokens, where, ends.slice(1));
  const limit = find(tokens, order, ["LIMIT"]);
  const condition = tokens.slice(where, order);
  return {
    query: [
      [word("SELECT")],
      hint,
      [word("1")],
      [word("FROM")],
      refsFollow ? tokens.slice(from, where) : refs,
      condition,
    ],
    limit: limit < tokens.length ? tokens.slice(limit + 1, find(tokens, limit, ["RETURNING"])) : undefined,
  };
}

const modifiers = new Set(["LOW_PRIORITY", "QUICK", "IGNORE"]);

function skipModifiers(tokens: readonly Token[], from: number): { hint: readonly Token[]; at: number } {
  const hinted = tokens[from]?.kind === "hint" ? 1 : 0;
  let at = from + hinted;
  while (modifiers.has(tokens[at]?.upper ?? "") && tokens[at]?.kind === "word") at++;
  return { hint: tokens.slice(from, from + hinted), at };
}

const priorities = new Set(["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO"]);
const openers = new Set(["SELECT", "WITH", "TABLE"]);

/** Of VALUES and SET the rows are there to be counted: no question. */
function cutInsert(tokens: readonly Token[], from: number): Parts | undefined {
  const start = startOfQuery(tokens, from);
  if (start === undefined) return undefined;
  const query = tokens.slice(start, endOfQuery(tokens, start));
  const limit = find(query, 0, ["LIMIT"]);
  return {
    query: [query],
    limit: limit < query.length ? query.slice(limit + 1) : undefined,
    inserts: true,
  };
}

/** Behind `INTO db.t PARTITION (p0) (a, b)`. */
function startOfQuery(tokens: readonly Token[], from: number): number | undefined {
  let at = from;
  while (tokens[at]?.kind === "hint" || priorities.has(wordAt(tokens, at) ?? "")) at++;
  at += isOperator(tokens[at + 1], ".") ? 3 : 1;
  if (isWord(tokens[at], "PARTITION")) at = behindParenthesis(tokens, at + 1);
  if (isOperator(tokens[at], "(") && !opensQuery(tokens, at)) at = behindParenthesis(tokens, at);
  return opensQuery(tokens, at) ? at : undefined;
}

function opensQuery(tokens: readonly Token[], from: number): boolean {
  let at = from;
  while (isOperator(tokens[at], "(")) at++;
  return openers.has(wordAt(tokens, at) ?? "");
}

function behindParenthesis(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isOperator(tokens[at], "(")) depth++;
    else if (isOperator(tokens[at], ")") && --depth === 0) return at + 1;
  }
  return tokens.length;
}

function endOfQuery(tokens: readonly Token[], from: number): number {
  const on = (at: number) =>
    ["ON", "DUPLICATE", "KEY", "UPDATE"].every((expected, i) => wordAt(tokens, at + i) === expected);
  const duplicate = tokens.findIndex((_, at) => at > from && on(at));
  const end = duplicate < 0 ? tokens.length : duplicate;
  return Math.min(end, find(tokens, from, ["RETURNING"]));
}

/** `n`, `offset, n`, `n OFFSET offset` */
function rowsOfLimit(tokens: readonly Token[]): number | "unknown" {
  const count = isOperator(tokens[1], ",") ? tokens[2] : tokens[0];
  return count && /^\d+$/.test(count.value) ? Number(count.value) : "unknown";
}

/** The first of the words outside parentheses; the end where there is none. */
function find(tokens: readonly Token[], from: number, words: readonly string[]): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (isOperator(tokens[at], "(")) depth++;
    else if (isOperator(tokens[at], ")")) depth--;
    else if (depth === 0 && words.includes(wordAt(tokens, at) ?? "")) return at;
  }
  return tokens.length;
}

function word(value: string): Token {
  return { kind: "word", value, upper: value, start: -1, end: -1, hidden: false };
}

/** The tokens as they were written, without the comments between them. */
function textOf(text: string, tokens: readonly Token[]): string {
  let written = "";
  for (const [at, token] of tokens.entries()) {
    const touches = token.start >= 0 && tokens[at - 1]?.end === token.start;
    written +=
      (at === 0 || touches ? "" : " ") + (token.start < 0 ? token.value : text.slice(token.start, token.end));
  }
  return written;
}
