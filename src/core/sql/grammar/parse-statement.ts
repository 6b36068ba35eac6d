import type { Source } from "../../words/source.ts";
import type { Clause } from "../clause.ts";
import { lex } from "../lex/lex.ts";
import type { Token } from "../lex/token.ts";
import type { LexMode } from "../mode.ts";
import type { Picked } from "../picked.ts";
import type { TableReference } from "../statement.ts";
import type { Span } from "../tree/node.ts";
import { openVariables } from "../tree/program-variables.ts";
import type { Tree } from "../tree/statement.ts";
import type { Uses } from "../uses.ts";
import type { Building } from "./building/building.ts";
import {
  atEnd,
  type Cursor,
  fail,
  type Grammar,
  isNext,
  nested,
  openCursor,
  peek,
  take,
  Unreadable,
} from "./cursor.ts";
import { readBitExpression, readExpression } from "./expressions/expression.ts";
import { hintedSettings, withoutHints, withSettings } from "./hints.ts";
import { commitsByTheWay } from "./kinds/implicit-commit.ts";
import type { StatementKind, TransactionRole } from "./kinds/kind.ts";
import { kindsThatOpenWith, type Opening } from "./kinds/kinds.ts";
import { noteStated } from "./note-statement.ts";
import { nothingUsed } from "./note-use.ts";
import { readQuery } from "./queries/query.ts";
import { lazily, type Matcher } from "./syntax.ts";

/** What the grammar alone can tell of a statement. */
export interface Syntax {
  type: string;
  source: Source;
  parsed: boolean;
  /** The text where reading stopped; undefined = it was understood whole. */
  unparsed: string | undefined;
  tables: readonly TableReference[];
  clauses: readonly Clause[];
  /** What it is about, where that is no table: USE's database, PREPARE's name, … */
  object: string | undefined;
  requested: { algorithm: string | undefined; lock: string | undefined };
  uses: Uses;
  /** What it says itself that it does to a transaction. */
  transaction: TransactionRole | undefined;
  /** It commits the transaction that is open, by the way (manual 15.3.3). */
  commits: boolean;
  /** An INSERT or REPLACE in it takes its rows from a query. */
  copiesRows: boolean;
  picked: Picked | undefined;
  /** Some of it stands inside an executable comment. */
  hidden: boolean;
}

const grammar: Grammar = {
  expression: readExpression,
  bitExpression: readBitExpression,
  query: readQuery,
  statement: (c) => void nested(c, inBody),
};

/**
 * Reads one statement, without its delimiter. Where the engine is not known, nobody knows either whether it runs an
 * executable comment's code: the statement then does what it says with it and what it says without.
 */
export function parseStatement(text: string, mode: LexMode): Syntax {
  const lexed = lex(text, mode);
  // Hints and hidden code stand in comments.
  if (!text.includes("/*")) return readTokens(text, lexed, mode);
  const tokens = withoutHints(lexed);
  const hidden = tokens.some((token) => token.hidden);
  const plainly = readTokens(text, tokens, mode);
  const read = { ...plainly, clauses: withSettings(plainly.clauses, hintedSettings(lexed, mode)) };
  if (!hidden) return read;
  const plain = mode.engine === undefined ? tokens.filter((token) => !token.hidden) : [];
  return { ...(plain.length > 0 ? eitherWay(read, readTokens(text, plain, mode)) : read), hidden };
}

/** What is no SQL without its hidden code does nothing without it. */
function eitherWay(read: Syntax, plain: Syntax): Syntax {
  if (!plain.parsed || !read.parsed) return read;
  const known = new Set(read.clauses.map((clause) => JSON.stringify(clause)));
  const others = plain.clauses.filter((clause) => !known.has(JSON.stringify(clause)));
  const source = read.source === plain.source ? read.source : "unknown";
  return {
    ...read,
    source,
    tables: [...read.tables, ...plain.tables],
    clauses: [...read.clauses, ...others],
    commits: read.commits || plain.commits,
    copiesRows: read.copiesRows || plain.copiesRows,
    picked: undefined,
  };
}

/**
 * The trees of a statement: one, or two where nobody knows whether the code in its executable comments runs; none where
 * it is not understood whole.
 */
export function parseTrees(text: string, mode: LexMode): readonly Tree[] {
  const tokens = withoutHints(lex(text, mode));
  const readings = [tokens];
  if (mode.engine === undefined && tokens.some(({ hidden }) => hidden))
    readings.push(tokens.filter(({ hidden }) => !hidden));
  return readings.flatMap((reading) => {
    const building = openBuilding(mode, codeOf(reading));
    return readTokens(text, reading, mode, building).parsed ? [building] : [];
  });
}

function codeOf(tokens: readonly Token[]): Span {
  const last = tokens.at(-1);
  const end = last?.kind === "operator" && last.value === ";" ? tokens.at(-2)?.end : last?.end;
  return { start: tokens[0]?.start ?? 0, end: end ?? 0 };
}

function openBuilding({ pipesAsConcat = false, highNotPrecedence = false }: LexMode, code: Span): Building {
  return {
    statements: [],
    definitions: [],
    bounds: [],
    others: [],
    code,
    passages: [],
    columns: [],
    alterations: [],
    viewColumns: [],
    variables: openVariables(),
    commonTables: [],
    pipesAsConcat,
    tightNot: highNotPrecedence,
  };
}

function readTokens(text: string, tokens: readonly Token[], mode: LexMode, building?: Building): Syntax {
  const tables: TableReference[] = [];
  const clauses: Clause[] = [];
  const requested: Syntax["requested"] = { algorithm: undefined, lock: undefined };
  const { engine } = mode;
  const c = openCursor({ text, tokens, grammar, engine, tables, clauses, requested, building });
  const kind = findKind(c);
  const parsed = kind !== undefined && understood(c, kind);
  // Only making its tree tells how high it is.
  if (parsed && c.mayBeTooHigh && !building)
    return readTokens(text, tokens, mode, openBuilding(mode, codeOf(tokens)));
  const known = kind && parsed && !c.opaque;
  return {
    type: kind?.type ?? "UNKNOWN",
    source: known ? sourceOf(c, kind) : "unknown",
    parsed,
    unparsed: parsed ? undefined : stoppedAt(c),
    tables,
    clauses: parsed ? clauses : [...clauses, { kind: "unreadable", table: "", target: undefined }],
    object: c.object,
    requested,
    uses: c.uses ?? nothingUsed,
    transaction: kind?.transaction,
    commits: kind !== undefined && commitsByTheWay(kind.type, clauses, mode),
    copiesRows: c.copiesRows,
    picked: parsed && kind.source === "dml" && !c.deferred ? c.picked : undefined,
    hidden: false,
  };
}

function understood(c: Cursor, kind: StatementKind): boolean {
  try {
    finish(c, kind);
    take(c, ";");
    if (!atEnd(c)) fail(c);
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

const matchers = new Map<string, Matcher>();

function matches(c: Cursor, syntax: string): boolean {
  const known = matchers.get(syntax);
  if (known) return known(c);
  const matcher = lazily(syntax);
  matchers.set(syntax, matcher);
  return matcher(c);
}

/** The kind that the statement's first words open; the cursor then stands after them. */
function findKind(c: Cursor): StatementKind | undefined {
  const { kind, upper } = peek(c);
  if (kind !== "word" && kind !== "operator") return undefined;
  const openings = kindsThatOpenWith(upper);
  if (!openings) return undefined;
  if (c.at >= c.farthest) c.farthest = c.at + 1;
  for (const opening of openings) if (opens(c, opening)) return opening.kind;
  return undefined;
}

function opens(c: Cursor, { kind, second, plain }: Opening): boolean {
  if (second !== undefined && !isNext(c, second, 1)) return false;
  if (!plain) return matches(c, kind.opens);
  c.at += second === undefined ? 1 : 2;
  return true;
}

function finish(c: Cursor, kind: StatementKind) {
  const tables = c.tables.length;
  const clauses = c.clauses.length;
  if (kind.read) kind.read(c);
  else if (kind.rest !== undefined && !matches(c, kind.rest)) fail(c);
  if (kind.clause !== undefined)
    noteStated(c, kind.clause, { from: tables, temporary: kind.temporary === true });
  if (c.deferred) for (const clause of c.clauses.slice(clauses)) clause.deferred = true;
}

/** A statement inside another one: a body, PREPARE's text, EXPLAIN's subject. */
function inBody(c: Cursor) {
  const { object, condition, within } = c;
  c.within = object ?? within;
  c.object = undefined;
  c.condition = undefined;
  c.intoFile = undefined;
  const kind = findKind(c) ?? fail(c);
  finish(c, kind);
  c.innerSource = kind.source;
  c.object = object;
  c.condition = condition;
  c.within = within;
}

/** PREPARE from a literal and SET STATEMENT are what the statement in them is; what calls stored code cannot be told. */
function sourceOf(c: Cursor, kind: StatementKind): Source {
  const runs =
    kind.source !== "ddl" && c.clauses.some((clause) => clause.kind === "call" && !clause.deferred);
  if (runs) return "unknown";
  return kind.source === "unknown" ? (c.innerSource ?? "unknown") : kind.source;
}

const shown = 60;

function stoppedAt(c: Cursor): string {
  const token = c.tokens[Math.max(c.at, c.farthest)];
  return token ? c.text.slice(token.start, token.start + shown) : "the end of the statement";
}
