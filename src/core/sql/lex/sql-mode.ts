import type { LexMode } from "../mode.ts";
import type { Token } from "./token.ts";

/** The part of sql_mode that changes how text is read. */
type QuoteMode = Omit<LexMode, "engine">;

/** sql_mode as a session has it, with the copies that `SET @old = @@sql_mode` made. */
export interface ModeState {
  current: QuoteMode;
  initial: QuoteMode;
  /** By upper-case variable name, with its @. */
  saved: Map<string, SavedMode>;
}

interface SavedMode {
  mode: QuoteMode;
  /** The variable is known to hold it from its SET up to here. */
  until: number;
}

/** A SET statement in its file. */
export interface SetStatement {
  tokens: readonly Token[];
  text: string;
  start: number;
  end: number;
}

/** Applies one SET statement. @returns false where the new sql_mode cannot be told. */
export function applySet(state: ModeState, set: SetStatement): boolean {
  let known = true;
  let scope = "SESSION";
  const [first, ...assignments] = set.tokens;
  if (first?.upper !== "SET") return true;
  for (const tokens of splitAt(assignments, ",")) {
    const { keyword, own, name, value } = readAssignment(tokens);
    scope = keyword ?? scope;
    if (name.startsWith("@")) save(state, name, { set, value });
    if (name !== "SQL_MODE" || /GLOBAL|PERSIST/.test(own ?? scope)) continue;
    const mode = evaluate(state, { set, value });
    if (mode) state.current = mode;
    else known = false;
  }
  return known;
}

function save(state: ModeState, name: string, expression: Expression) {
  const mode = evaluate(state, expression);
  if (mode && (state.saved.has(name) || state.saved.size < most))
    state.saved.set(name, { mode, until: expression.set.end });
  else state.saved.delete(name);
}

/** Dumps save it in one variable or two; each that is asked for takes a look through the text since. */
const most = 16;

interface Assignment {
  /** `SET GLOBAL a = 1, b = 2` sets both: the keyword holds for what follows without one. */
  keyword: string | undefined;
  /** `@@GLOBAL.a` holds for itself only. */
  own: string | undefined;
  /** Upper case; a system variable without scope, a user variable with its @. */
  name: string;
  value: readonly Token[];
}

const scopes = new Set(["GLOBAL", "SESSION", "LOCAL", "PERSIST", "PERSIST_ONLY"]);

function readAssignment(tokens: readonly Token[]): Assignment {
  const equals = tokens.findIndex(
    ({ kind, value }) => kind === "operator" && (value === "=" || value === ":="),
  );
  const left = equals === -1 ? [] : tokens.slice(0, equals);
  const [first, second] = left;
  const keyword =
    first?.kind === "word" && second?.value !== "." && scopes.has(first.upper) ? first.upper : undefined;
  const written = left
    .slice(keyword === undefined ? 0 : 1)
    .map(({ value }) => value.toUpperCase())
    .join("");
  const [, own, name] = /^@@(?:(GLOBAL|SESSION|LOCAL|PERSIST|PERSIST_ONLY)\.)?(.*)$/s.exec(written) ?? [];
  return {
    keyword,
    own: name === undefined ? undefined : (own ?? "SESSION"),
    name: name ?? written,
    value: tokens.slice(equals + 1),
  };
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

interface Expression {
  set: SetStatement;
  value: readonly Token[];
}

/** undefined where the value is computed in a way that is not followed. */
function evaluate(state: ModeState, { set, value }: Expression): QuoteMode | undefined {
  const [first, second] = value;
  if (!first) return undefined;
  if (!second && first.kind === "number") return modeOfNumber(first.value);
  if (!second && first.kind === "word")
    return first.upper === "DEFAULT" ? state.initial : modeOf(first.value);
  const text = textOfExpression(state, { set, value });
  return text === undefined ? undefined : modeOf(text);
}

const longestExpression = 64;

/** Strings, sql_mode itself, copies of it, CONCAT of such, REPLACE of a name by nothing; brackets and SELECT around. */
function textOfExpression(state: ModeState, { set, value }: Expression): string | undefined {
  const [first, second] = value;
  if (!first || value.length > longestExpression) return undefined;
  if (!second) return textOfOne(state, set, first);
  if (first.upper === "SELECT") return textOfExpression(state, { set, value: value.slice(1) });
  if (value.at(-1)?.value !== ")") return undefined;
  if (first.value === "(") return textOfExpression(state, { set, value: value.slice(1, -1) });
  if (second.value !== "(") return undefined;
  const parts = splitAt(value.slice(2, -1), ",").map((part) => textOfExpression(state, { set, value: part }));
  if (!parts.every((part) => part !== undefined)) return undefined;
  if (first.upper === "CONCAT") return parts.join("");
  const [from = "", name, instead] = parts;
  if (first.upper !== "REPLACE" || !name || instead !== "") return undefined;
  return from.replaceAll(name, "");
}

function textOfOne(state: ModeState, set: SetStatement, { kind, value, upper }: Token): string | undefined {
  if (kind === "string") return value.toUpperCase();
  if (kind !== "variable") return undefined;
  if (/^@@(?:SESSION\.|LOCAL\.)?SQL_MODE$/.test(upper)) return namesOf(state.current);
  const saved = state.saved.get(upper);
  if (!saved || isNamed(upper, set.text.slice(saved.until, set.start))) return undefined;
  saved.until = Math.max(saved.until, set.start);
  return namesOf(saved.mode);
}

/** Whatever names the variable may have changed it: SELECT … INTO, `:=`, a procedure's parameter. */
function isNamed(variable: string, text: string): boolean {
  const name = variable.slice(1);
  return !/^[A-Z0-9_]+$/.test(name) || new RegExp(`@['"\`]?${name}\\b`, "i").test(text);
}

/** Only the names that matter here. */
function namesOf(mode: QuoteMode): string {
  const names = [
    mode.ansiQuotes ? "ANSI_QUOTES" : "",
    mode.noBackslashEscapes ? "NO_BACKSLASH_ESCAPES" : "",
    mode.pipesAsConcat ? "PIPES_AS_CONCAT" : "",
    mode.highNotPrecedence ? "HIGH_NOT_PRECEDENCE" : "",
  ];
  return names.filter((name) => name !== "").join(",");
}

/** ANSI and, up to 5.7 and in MariaDB, the names of other servers stand for ANSI_QUOTES and more. */
const ansiModes = new Set(["ANSI_QUOTES", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL"]);

function modeOf(text: string): QuoteMode {
  const names = text.toUpperCase().split(",");
  const ansi = names.some((name) => name !== "ANSI_QUOTES" && ansiModes.has(name));
  return withPrecedence(
    {
      ansiQuotes: ansi || names.includes("ANSI_QUOTES"),
      noBackslashEscapes: names.includes("NO_BACKSLASH_ESCAPES"),
    },
    ansi || names.includes("PIPES_AS_CONCAT"),
    names.includes("HIGH_NOT_PRECEDENCE"),
  );
}

function modeOfNumber(text: string): QuoteMode | undefined {
  if (!/^[0-9]{1,15}$/.test(text)) return undefined;
  const bits = Number(text);
  return withPrecedence(
    { ansiQuotes: (bits & 4) !== 0, noBackslashEscapes: (bits & 1_048_576) !== 0 },
    (bits & 2) !== 0,
    (bits & 536_870_912) !== 0,
  );
}

/** Most modes have neither, and are told apart by nothing but their quotes. */
function withPrecedence(mode: QuoteMode, pipesAsConcat: boolean, highNotPrecedence: boolean): QuoteMode {
  if (pipesAsConcat) mode.pipesAsConcat = true;
  if (highNotPrecedence) mode.highNotPrecedence = true;
  return mode;
}
