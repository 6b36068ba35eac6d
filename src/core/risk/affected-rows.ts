import { findColumn, foldName, type Table } from "../schema/table.ts";
import type { Token } from "../sql/lex/token.ts";
import type { RiskContext } from "./factor.ts";
import { knownTable } from "./known-table.ts";
import { says, tokensOf } from "./words.ts";

/**
 * The most rows that a statement can change, where its text and the schema bound them: the rows of a VALUES list, a
 * LIMIT, or a primary key compared with literals. undefined = not known.
 */
export function affectedRows(context: Pick<RiskContext, "statement" | "catalog">): number | undefined {
  const { statement } = context;
  if (!statement.parsed) return undefined;
  if (statement.type === "INSERT") return insertedRows(tokensOf(statement));
  const change = statement.changes[0];
  if (!change || statement.changes.length > 1 || statement.tables.length !== 1) return undefined;
  const { clause } = change;
  if (clause.kind !== "update" && clause.kind !== "delete") return undefined;
  const key = singleKey(knownTable(clause.target, context));
  if (key === undefined && !says(statement, "LIMIT")) return undefined;
  const clauses = outermost(tokensOf(statement));
  const limit = limitOf(clauses);
  const keyed = keyedRows(clauses, key);
  return limit === undefined || keyed === undefined ? (limit ?? keyed) : Math.min(limit, keyed);
}

function insertedRows(tokens: readonly Token[]): number | undefined {
  const at = tokens.findIndex(
    ({ kind, upper }) => kind === "word" && /^(VALUES?|SET|SELECT|TABLE|WITH)$/.test(upper),
  );
  const word = tokens[at]?.upper;
  if (word === "SET") return 1;
  if (word !== "VALUES" && word !== "VALUE") return undefined;
  let depth = 0;
  let rows = 0;
  for (const { kind, value } of tokens.slice(at + 1)) {
    if (kind !== "operator") continue;
    if (value === "(" && depth++ === 0) rows++;
    if (value === ")") depth--;
  }
  return rows;
}

/** Tokens outside parentheses; what stands in them is one token of its own, `()`, but for a plain list of literals. */
function outermost(tokens: readonly Token[]): (Token | readonly Token[])[] {
  const outer: (Token | readonly Token[])[] = [];
  let depth = 0;
  let inside: Token[] = [];
  for (const token of tokens) {
    const { kind, value } = token;
    if (kind === "operator" && value === ")" && --depth === 0) outer.push(inside);
    else if (depth > 0) inside.push(token);
    else if (!(kind === "operator" && value === "(")) outer.push(token);
    if (kind === "operator" && value === "(" && depth++ === 0) inside = [];
  }
  return outer;
}

function limitOf(clauses: readonly (Token | readonly Token[])[]): number | undefined {
  const last = clauses.at(-1);
  const isLimit = isWord(clauses.at(-2), "LIMIT") && last && "kind" in last && last.kind === "number";
  return isLimit && /^\d+$/.test(last.value) ? Number(last.value) : undefined;
}

interface Key {
  column: string;
  numeric: boolean;
}

function singleKey(table: Table | undefined): Key | undefined {
  const parts = table?.indexes.find(({ kind }) => kind === "primary")?.parts ?? [];
  const column = parts.length === 1 ? parts[0]?.column : undefined;
  if (table === undefined || column === undefined || parts[0]?.length !== undefined) return undefined;
  const type = findColumn(table, column)?.type.name;
  return { column: foldName(column), numeric: type !== undefined && /int$/.test(type) };
}

/** `WHERE key = 1 AND …`, `WHERE key IN (1, 2)`: with AND alone, one such condition bounds them all. */
function keyedRows(clauses: readonly (Token | readonly Token[])[], key: Key | undefined): number | undefined {
  const from = clauses.findIndex((token) => isWord(token, "WHERE"));
  if (key === undefined || from < 0) return undefined;
  const end = clauses.findIndex((token, i) => i > from && (isWord(token, "ORDER") || isWord(token, "LIMIT")));
  const { range, rest: condition } = takeRange(clauses.slice(from + 1, end < 0 ? undefined : end), key);
  if (condition.some((token) => "kind" in token && /^(OR|\|\||XOR|NOT|!|BETWEEN|CASE)$/.test(token.upper)))
    return undefined;
  const conjuncts: (Token | readonly Token[])[][] = [[]];
  for (const token of condition) {
    if ("kind" in token && (token.upper === "AND" || token.upper === "&&")) conjuncts.push([]);
    else conjuncts.at(-1)?.push(token);
  }
  const bounds = [range, ...conjuncts.map((conjunct) => boundOf(conjunct, key))].filter(
    (rows) => rows !== undefined,
  );
  return bounds.length > 0 ? Math.min(...bounds) : undefined;
}

/** `WHERE key BETWEEN 1 AND 1000 [AND …]`, at the beginning, where no operator can make something else of it. */
function takeRange(condition: readonly (Token | readonly Token[])[], { column, numeric }: Key) {
  const [name, between, low, and, high, next, ...more] = condition;
  const isKey = name !== undefined && "kind" in name && foldName(name.value) === column && numeric;
  const ends = next === undefined || isWord(next, "AND");
  const [from, to] = [low, high].map((one) =>
    one && "kind" in one && one.kind === "number" && /^\d+$/.test(one.value) ? Number(one.value) : undefined,
  );
  const isRange = isKey && isWord(between, "BETWEEN") && isWord(and, "AND") && ends;
  if (!isRange || from === undefined || to === undefined) return { range: undefined, rest: condition };
  return { range: Math.max(0, to - from + 1), rest: more };
}

function boundOf(conjunct: readonly (Token | readonly Token[])[], key: Key): number | undefined {
  const [name, operator, value, ...more] =
    conjunct.length === 5 && text(conjunct[1]) === "." ? conjunct.slice(2) : conjunct;
  if (more.length > 0 || name === undefined || !("kind" in name) || value === undefined) return undefined;
  if ((name.kind !== "word" && name.kind !== "name") || foldName(name.value) !== key.column) return undefined;
  if (text(operator) === "=" && "kind" in value) return isKeyLiteral(value, key) ? 1 : undefined;
  if (!isWord(operator, "IN") || "kind" in value) return undefined;
  const literals = value.filter((_, i) => i % 2 === 0);
  const commas = value.filter((_, i) => i % 2 === 1);
  const plain =
    literals.every((token) => isKeyLiteral(token, key)) && commas.every((token) => text(token) === ",");
  return plain ? literals.length : undefined;
}

/** A number compared with text matches every text that does not begin with a number, so it bounds nothing there. */
function isKeyLiteral({ kind, value }: Token, { numeric }: Key): boolean {
  return kind === "string" || (kind === "number" && numeric && /^\d+$/.test(value));
}

function text(token: Token | readonly Token[] | undefined): string | undefined {
  return token && "kind" in token && token.kind === "operator" ? token.value : undefined;
}

function isWord(token: Token | readonly Token[] | undefined, word: string): boolean {
  return token !== undefined && "kind" in token && token.kind === "word" && token.upper === word;
}
