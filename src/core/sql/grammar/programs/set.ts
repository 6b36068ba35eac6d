import { isOf } from "../../clause.ts";
import { noteOther } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  need,
  peek,
  take,
  takeAll,
  takeOne,
  textFrom,
} from "../cursor.ts";
import { charsetName, identifier, identifierAfterDot, takeCharacterSet } from "../names.ts";
import { noteFeature } from "../note-use.ts";

const scopes = new Set(["GLOBAL", "SESSION", "LOCAL", "PERSIST", "PERSIST_ONLY"]);
const lasting = new Set(["GLOBAL", "PERSIST", "PERSIST_ONLY"]);

/** SET variable = value, …; SET NAMES; SET CHARACTER SET (manual 15.7.6). */
export function setVariables(c: Cursor) {
  list(c, setting);
}

/** MariaDB's SET STATEMENT … FOR: for the one statement that follows in it. */
export function setForStatement(c: Cursor) {
  const from = c.clauses.length;
  setVariables(c);
  for (const clause of c.clauses.slice(from)) if (isOf(clause, "set-session")) clause.forStatement = true;
}

function setting(c: Cursor) {
  if (take(c, "NAMES")) return names(c);
  if (takeCharacterSet(c)) {
    const from = c.at;
    if (!take(c, "DEFAULT")) charsetName(c);
    return note(c, "set-session", "character_set_client", textFrom(c, from));
  }
  const scope = takeOne(c, scopes);
  if (scope === undefined && peek(c).kind === "variable") return variable(c);
  const name = variableName(c);
  assigned(c);
  const from = c.at;
  systemValue(c);
  if (name.startsWith("NEW.")) return;
  note(c, scope !== undefined && lasting.has(scope) ? "set-global" : "set-session", name, textFrom(c, from));
}

function names(c: Cursor) {
  const from = c.at;
  if (!take(c, "DEFAULT")) {
    charsetName(c);
    if (take(c, "COLLATE")) charsetName(c);
  }
  note(c, "set-session", "names", textFrom(c, from));
}

/** `@user_variable` or `@@[scope.]system_variable`; the lexer gives either as one token. */
function variable(c: Cursor) {
  let name = peek(c).value;
  c.at++;
  while (take(c, ".")) name += `.${identifierAfterDot(c)}`;
  assigned(c);
  const from = c.at;
  if (name.startsWith("@@")) systemValue(c);
  else noteOther(c, expression(c));
  if (!name.startsWith("@@")) return note(c, "set-session", name, textFrom(c, from));
  const [scope = "", ...rest] = name.slice(2).split(".");
  const scoped = scopes.has(scope.toUpperCase()) && rest.length > 0;
  const kind = scoped && lasting.has(scope.toUpperCase()) ? "set-global" : "set-session";
  note(c, kind, scoped ? rest.join(".") : name.slice(2), textFrom(c, from));
}

function variableName(c: Cursor): string {
  const first = peek(c).upper === "DEFAULT" && isNext(c, ".", 1) ? skip(c) : identifier(c);
  if (!take(c, ".")) return first;
  return `${/^(new|old)$/i.test(first) ? first.toUpperCase() : first}.${identifierAfterDot(c)}`;
}

function skip(c: Cursor): string {
  return c.tokens[c.at++]?.value ?? fail(c);
}

function assigned(c: Cursor) {
  if (!take(c, ":=")) need(c, "=");
}

const bareValues = ["DEFAULT", "ON", "ALL", "BINARY", "ROW", "SYSTEM"];

/** Words that are no expression may stand alone as the value of a system variable. */
function systemValue(c: Cursor) {
  const ends = peek(c, 1).kind === "unknown" || isNext(c, ",", 1) || isNext(c, ";", 1);
  if (ends && bareValues.some((word) => take(c, word))) return;
  noteOther(c, expression(c));
}

function note(c: Cursor, kind: "set-session" | "set-global", name: string, value: string) {
  const variable = name.startsWith("@") ? name : name.toLowerCase();
  c.clauses.push({ kind, table: "", target: undefined, variable, value, forStatement: false });
}

/** Of the session: they hold until they are set again. */
export function sessionCharacteristics(c: Cursor) {
  const from = c.at;
  transactionCharacteristics(c);
  note(c, "set-session", "transaction", textFrom(c, from));
}

export function globalCharacteristics(c: Cursor) {
  const from = c.at;
  transactionCharacteristics(c);
  note(c, "set-global", "transaction", textFrom(c, from));
}

/** SET TRANSACTION's characteristics (manual 15.3.7), from after the word on: without a scope, of the next one alone. */
export function transactionCharacteristics(c: Cursor) {
  if (isNext(c, "GLOBAL", -2)) noteFeature(c, "global-transaction");
  const said = list(c, (inner) => {
    if (takeAll(inner, "READ", "ONLY") || takeAll(inner, "READ", "WRITE")) return "access";
    isolation(inner);
    return "isolation";
  });
  if (new Set(said).size < said.length) fail(c);
}

function isolation(c: Cursor) {
  need(c, "ISOLATION");
  need(c, "LEVEL");
  if (takeAll(c, "REPEATABLE", "READ") || take(c, "SERIALIZABLE")) return;
  need(c, "READ");
  if (!take(c, "COMMITTED")) need(c, "UNCOMMITTED");
}
