import type { LexMode, Token } from "./token.ts";

/** The part of sql_mode that changes how text is read. */
export type QuoteMode = Pick<LexMode, "ansiQuotes" | "noBackslashEscapes">;

/** sql_mode as a session has it, with the copies that `SET @old = @@sql_mode` made. */
export interface ModeState {
  current: QuoteMode;
  initial: QuoteMode;
  /** By upper-case variable name, with its @; undefined = not known. */
  saved: Map<string, QuoteMode | undefined>;
}

/** Applies one SET statement's tokens. @returns false where the new sql_mode cannot be told. */
export function applySet(state: ModeState, tokens: readonly Token[]): boolean {
  let known = true;
  const [set, ...rest] = tokens;
  if (set?.upper !== "SET") return true;
  let scope = "SESSION";
  for (const assignment of splitAt(rest, ",")) {
    const { scope: stated, name, value } = readAssignment(assignment);
    scope = stated ?? scope;
    if (name.startsWith("@") && !name.startsWith("@@")) state.saved.set(name, evaluate(state, value));
    if (name !== "SQL_MODE" || !inSession(stated ?? scope)) continue;
    const mode = evaluate(state, value);
    if (mode) state.current = mode;
    else known = false;
  }
  return known;
}

function inSession(scope: string): boolean {
  return scope !== "GLOBAL" && scope !== "PERSIST" && scope !== "PERSIST_ONLY";
}

interface Assignment {
  /** A keyword scope holds for the assignments after it too; `@@scope.` for its own only, which is never told apart. */
  scope: string | undefined;
  /** Upper case; a system variable without scope, a user variable with its @. */
  name: string;
  value: readonly Token[];
}

const scopes = new Set(["GLOBAL", "SESSION", "LOCAL", "PERSIST", "PERSIST_ONLY"]);

function readAssignment(tokens: readonly Token[]): Assignment {
  const equals = tokens.findIndex((token) => token.kind === "operator" && /^:?=$/.test(token.value));
  if (equals === -1) return { scope: undefined, name: "", value: [] };
  const words = tokens
    .slice(0, equals)
    .flatMap((token) => token.value.toUpperCase().replace(/^@@/, "@@.").split("."))
    .filter((word) => word !== "" && word !== "@@");
  const scope = words.find((word) => scopes.has(word));
  return { scope, name: words.at(-1) ?? "", value: tokens.slice(equals + 1) };
}

function splitAt(tokens: readonly Token[], mark: string): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.value === "(") depth++;
    if (token.value === ")") depth--;
    if (depth === 0 && token.kind === "operator" && token.value === mark) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** undefined where the value is computed in a way that is not followed. */
function evaluate(state: ModeState, value: readonly Token[]): QuoteMode | undefined {
  const [first, second] = value;
  if (!first) return undefined;
  if (!second) return evaluateOne(state, first);
  const concatenated = readConcat(state, value);
  return concatenated ? modeOf(concatenated) : undefined;
}

function evaluateOne(state: ModeState, token: Token): QuoteMode | undefined {
  if (token.kind === "number") return modeOfNumber(token.value);
  if (token.kind === "string") return modeOf(token.value);
  if (token.kind === "variable") return isSqlMode(token) ? state.current : state.saved.get(token.upper);
  if (token.kind !== "word") return undefined;
  return token.upper === "DEFAULT" ? state.initial : modeOf(token.value);
}

function isSqlMode(token: Token): boolean {
  return /^@@(?:SESSION\.|LOCAL\.)?SQL_MODE$/.test(token.upper);
}

/** CONCAT of literals and of sql_mode itself; each part is read as its text. */
function readConcat(state: ModeState, value: readonly Token[]): string | undefined {
  const [name, open] = value;
  if (name?.upper !== "CONCAT" || open?.value !== "(" || value.at(-1)?.value !== ")") return undefined;
  const parts = splitAt(value.slice(2, -1), ",").map((part) => {
    const [token] = part;
    if (part.length !== 1 || !token) return undefined;
    if (token.kind === "string") return token.value;
    const mode = token.kind === "variable" ? evaluateOne(state, token) : undefined;
    return mode ? textOf(mode) : undefined;
  });
  return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}

/** Only what matters here; never empty, as no real sql_mode need be. */
function textOf(mode: QuoteMode): string {
  const names = [mode.ansiQuotes ? "ANSI_QUOTES" : "", mode.noBackslashEscapes ? "NO_BACKSLASH_ESCAPES" : ""];
  return names.filter((name) => name !== "").join(",");
}

/** ANSI and, up to 5.7 and in MariaDB, the names of other servers stand for ANSI_QUOTES and more. */
const ansiModes = new Set(["ANSI_QUOTES", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL"]);

function modeOf(text: string): QuoteMode {
  const names = text
    .toUpperCase()
    .split(",")
    .map((name) => name.trim());
  return {
    ansiQuotes: names.some((name) => ansiModes.has(name)),
    noBackslashEscapes: names.includes("NO_BACKSLASH_ESCAPES"),
  };
}

function modeOfNumber(text: string): QuoteMode | undefined {
  const bits = Number(text);
  if (!Number.isSafeInteger(bits)) return undefined;
  return { ansiQuotes: (bits & 4) !== 0, noBackslashEscapes: (bits & 1_048_576) !== 0 };
}
