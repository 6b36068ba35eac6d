import type { Source } from "../../words/source.ts";
import type { Clause, RunCondition } from "../clause.ts";
import type { Engine } from "../engine.ts";
import type { Token } from "../lex/token.ts";
import type { Picked } from "../picked.ts";
import type { TableReference } from "../statement.ts";
import type { Expression } from "../tree/expression.ts";
import type { Query } from "../tree/query.ts";
import type { UsesDraft } from "../uses.ts";
import { type Building, cutTo, sizeOf } from "./building/building.ts";
import { reservedWords } from "./reserved-words.ts";

/** The readers that need each other in a circle reach one another through the cursor. */
export interface Grammar {
  expression(c: Cursor): Expression;
  /** An expression without comparisons and logic, as in PARTITION BY HASH (…) and BETWEEN. */
  bitExpression(c: Cursor): Expression;
  /** SELECT, VALUES, TABLE, WITH …, parenthesised or not. */
  query(c: Cursor): Query;
  /** One whole statement inside another's body. */
  statement(c: Cursor): void;
}

/** Where reading stands in a statement, and what it has found so far. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
  /** The farthest token that any attempt reached: where a syntax error is reported. */
  farthest: number;
  readonly grammar: Grammar;
  readonly reserved: ReadonlySet<string>;
  readonly engine: Engine | undefined;
  readonly tables: TableReference[];
  readonly clauses: Clause[];
  /** Common table expressions in scope, whose names are no tables; undefined before the first one. */
  commonTables: string[] | undefined;
  /** The last name that the statement gives to what is no table: a database, a program, an account, … */
  object: string | undefined;
  condition: RunCondition | undefined;
  /** The program in whose body the statement stands, or the prepared statement. */
  within: string | undefined;
  /** See note-use.ts; made when the first is noted. */
  uses: UsesDraft | undefined;
  /** A SELECT writes a file of the server's. */
  intoFile: "OUTFILE" | "DUMPFILE" | undefined;
  /** Options of a database by upper-case name. */
  options: Map<string, string> | undefined;
  /** Source of the statement inside this one, where there is one. */
  innerSource: Source | undefined;
  /** What the statement says about how to run it. */
  readonly requested: { algorithm: string | undefined; lock: string | undefined };
  /** See opens-query.ts; made when it is first asked for. */
  closing: Int32Array | undefined;
  /** How deep expressions and bodies nest here. */
  depth: number;
  /** Inside the body of a routine, trigger or event. */
  deferred: boolean;
  /** Something in it runs that cannot be read here. */
  opaque: boolean;
  /** An INSERT or REPLACE in it takes its rows from a query. */
  copiesRows: boolean;
  /** How the statement's only UPDATE or DELETE picks rows, where that is plain. */
  picked: Picked | undefined;
  /** What the statement's tree is made of; undefined = it is only recognised. */
  readonly building: Building | undefined;
  /** It stacks so much that its tree may be higher than any may be. */
  mayBeTooHigh: boolean;
}

/** Thrown at the first token that the grammar does not know; caught once per statement (or by `attempt`). */
export class Unreadable extends Error {}

const end: Token = { kind: "unknown", value: "", upper: "", start: 0, end: 0, hidden: false };

type Opened = "text" | "tokens" | "grammar" | "engine" | "tables" | "clauses" | "requested" | "building";

export function openCursor(opened: Pick<Cursor, Opened>): Cursor {
  const { text, tokens, grammar, engine, tables, clauses, requested, building } = opened;
  return {
    text,
    tokens,
    at: 0,
    farthest: 0,
    grammar,
    engine,
    reserved: reservedWords(engine),
    tables,
    clauses,
    commonTables: undefined,
    object: undefined,
    condition: undefined,
    within: undefined,
    uses: undefined,
    intoFile: undefined,
    options: undefined,
    innerSource: undefined,
    requested,
    closing: undefined,
    depth: 0,
    deferred: false,
    opaque: false,
    copiesRows: false,
    picked: undefined,
    building,
    mayBeTooHigh: false,
  };
}

export function peek(c: Cursor, ahead = 0): Token {
  return c.tokens[c.at + ahead] ?? end;
}

export function atEnd(c: Cursor): boolean {
  return c.at >= c.tokens.length;
}

export function fail(c: Cursor): never {
  if (c.at > c.farthest) c.farthest = c.at;
  throw new Unreadable();
}

/** Is the token an unquoted word or an operator with this text? */
export function isNext(c: Cursor, what: string, ahead = 0): boolean {
  const token = c.tokens[c.at + ahead];
  return token !== undefined && token.upper === what && (token.kind === "word" || token.kind === "operator");
}

export function take(c: Cursor, what: string): boolean {
  if (!isNext(c, what)) return false;
  c.at++;
  return true;
}

/** Is the token an unquoted word or an operator that is one of these? */
export function isOneOf(c: Cursor, words: Pick<ReadonlySet<string>, "has">): boolean {
  const token = c.tokens[c.at];
  return (
    token !== undefined && words.has(token.upper) && (token.kind === "word" || token.kind === "operator")
  );
}

/** Takes all of the words or none. */
export function takeAll(c: Cursor, ...words: string[]): boolean {
  for (let i = 0; i < words.length; i++) if (!isNext(c, words[i] as string, i)) return false;
  c.at += words.length;
  return true;
}

/** Takes the first of the words that is next. */
export function takeOne(c: Cursor, words: Pick<ReadonlySet<string>, "has">): string | undefined {
  return isOneOf(c, words) ? c.tokens[c.at++]?.upper : undefined;
}

export function need(c: Cursor, what: string) {
  if (!take(c, what)) fail(c);
}

export function needAll(c: Cursor, ...words: string[]) {
  for (const word of words) need(c, word);
}

export function needOne(c: Cursor, words: ReadonlySet<string>): string {
  return takeOne(c, words) ?? fail(c);
}

/** Reads `item , item , …`. */
export function list<T>(c: Cursor, item: (c: Cursor) => T): T[] {
  const items = [item(c)];
  while (take(c, ",")) items.push(item(c));
  return items;
}

/** Reads `( item , … )`. */
export function parenthesised<T>(c: Cursor, item: (c: Cursor) => T): T[] {
  need(c, "(");
  const items = list(c, item);
  need(c, ")");
  return items;
}

/** Deeper nesting than this no server reads either; it would exhaust our own stack. */
export const deepest = 400;

/** What nests no deeper and stacks nothing (see `stack`) makes no tree that is too high. */
const surelyLow = 20;

/** Runs a reader one level deeper. */
export function nested<T>(c: Cursor, read: (c: Cursor) => T): T {
  if (++c.depth > surelyLow) deepen(c);
  const found = read(c);
  c.depth--;
  return found;
}

function deepen(c: Cursor) {
  if (c.depth > deepest) fail(c);
  c.mayBeTooHigh = true;
}

/** Signs, suffixes or comparisons in a row: each is a node over the one before. */
export function stack(c: Cursor, inARow: number) {
  if (inARow > deepest) fail(c);
  if (inARow > 1) c.mayBeTooHigh = true;
}

export function expression(c: Cursor): Expression {
  return nested(c, c.grammar.expression);
}

export function bitExpression(c: Cursor): Expression {
  return nested(c, c.grammar.bitExpression);
}

export function query(c: Cursor): Query {
  return nested(c, c.grammar.query);
}

/** Runs a reader that may not fit; puts everything back when it does not. */
export function attempt<T>(c: Cursor, read: (c: Cursor) => T): T | undefined {
  const { at, opaque, depth, building } = c;
  const [tables, clauses, built] = [c.tables.length, c.clauses.length, building && sizeOf(building)];
  try {
    return read(c);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    Object.assign(c, { at, opaque, depth });
    c.tables.length = tables;
    c.clauses.length = clauses;
    if (building && built) cutTo(building, built);
    return undefined;
  }
}

/** The statement's text from a token up to where reading stands. */
export function textFrom(c: Cursor, from: number): string {
  const [first, last] = [c.tokens[from], c.tokens[c.at - 1]];
  return first && last && c.at > from ? c.text.slice(first.start, last.end) : "";
}
