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
  if (!second && first.kind === "number") return modeOfNumber(first.value);
  if (!second && first.upper === "DEFAULT") return state.initial;
  if (!second && first.kind === "word") return modeOf(first.value);
  const text = textOfExpression(state, value);
  return text === undefined ? undefined : modeOf(text);
}

const longestExpression = 64;

/** Strings, sql_mode itself, copies of it, CONCAT of such, REPLACE of a name by nothing; brackets and SELECT around. */
function textOfExpression(state: ModeState, tokens: readonly Token[]): string | undefined {
  const [first, second] = tokens;
  if (!first || tokens.length > longestExpression) return undefined;
  if (!second) return textOfOne(state, first);
  if (first.upper === "SELECT") return textOfExpression(state, tokens.slice(1));
  if (tokens.at(-1)?.value !== ")") return undefined;
  if (first.value === "(") return textOfExpression(state, tokens.slice(1, -1));
  if (second.value !== "(") return undefined;
  const parts = splitAt(tokens.slice(2, -1), ",").map((part) => textOfExpression(state, part));
  if (!parts.every((part) => part !== undefined)) return undefined;
  if (first.upper === "CONCAT") return parts.join("");
  const [from = "", name, instead] = parts;
  if (first.upper !== "REPLACE" || !name || instead !== "") return undefined;
  return from.replaceAll(name.toUpperCase(), "");
}

function textOfOne(state: ModeState, token: Token): string | undefined {
  if (token.kind === "string") return token.value.toUpperCase();
  if (token.kind !== "variable") return undefined;
  const mode = /^@@(?:SESSION\.|LOCAL\.)?SQL_MODE$/.test(token.upper)
    ? state.current
    : state.saved.get(token.upper);
  return mode && namesOf(mode);
}

/** Only the names that matter here. */
function namesOf(mode: QuoteMode): string {
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
