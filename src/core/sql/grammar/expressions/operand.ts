import type { Expression } from "../../tree/expression.ts";
import type { Query } from "../../tree/query.ts";
import { recognised } from "../building/building.ts";
import { columnReference } from "../building/column-node.ts";
import { madeLiteral } from "../building/literal-node.ts";
import { made } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  need,
  parenthesised,
  peek,
  query,
  take,
  takeAll,
} from "../cursor.ts";
import { mayBeMariadb, mayBeOlderThan } from "../may-be.ts";
import { identifierAfterDot, isIdentifier, tableName, whole } from "../names.ts";
import { noteFeature, noteFunction } from "../note-use.ts";
import { enclosesQuery } from "../queries/opens-query.ts";
import { isBuiltinFunction } from "./builtin-functions.ts";
import { builtinCall, functionArguments } from "./call-arguments.ts";
import { caseExpression } from "./case.ts";
import { isFunctionWord, specialFunctions } from "./function-call.ts";
import { takeLiteral } from "./literal.ts";
import { match } from "./match.ts";
import { isOwnVariable } from "./own-variables.ts";
import { windowSuffix } from "./window.ts";

export const intervalUnits: ReadonlySet<string> = new Set(
  "MICROSECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR SECOND_MICROSECOND MINUTE_MICROSECOND MINUTE_SECOND HOUR_MICROSECOND HOUR_SECOND HOUR_MINUTE DAY_MICROSECOND DAY_SECOND DAY_MINUTE DAY_HOUR YEAR_MONTH SQL_TSI_SECOND SQL_TSI_MINUTE SQL_TSI_HOUR SQL_TSI_DAY SQL_TSI_WEEK SQL_TSI_MONTH SQL_TSI_QUARTER SQL_TSI_YEAR".split(
    " ",
  ),
);

/** Functions that need no parentheses (manual 14.7): with them, a precision at most. */
const bare = new Set(
  "CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME CURRENT_USER LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP".split(
    " ",
  ),
);

const withoutPrecision = new Set(["CURRENT_DATE", "CURRENT_USER", "UTC_DATE"]);

/** What stands between operators: a literal, a column, a call, a row, a subquery. */
export function operand(c: Cursor): Expression {
  const from = c.at;
  if (takeLiteral(c)) return c.building ? madeLiteral(c, from) : recognised;
  const token = peek(c);
  switch (token.kind) {
    case "parameter":
      c.at++;
      return c.building ? made(c, from, { kind: "parameter" }) : recognised;
    case "variable":
      return variable(c);
    case "operator":
      return enclosed(c);
    case "word":
    case "name":
      return named(c);
    default:
      return fail(c);
  }
}

function variable(c: Cursor): Expression {
  const from = c.at;
  const { value } = peek(c);
  c.at++;
  if (value.startsWith("@@") && isOwnVariable(value)) noteFeature(c, "own-variable");
  const assigned = take(c, ":=") ? expression(c) : undefined;
  if (!c.building) return recognised;
  if (value.startsWith("@@"))
    return made(c, from, { kind: "system-variable", name: value.slice(2).toLowerCase() });
  const name = value.slice(1).toLowerCase();
  if (assigned) return made(c, from, { kind: "assignment", variable: name, value: assigned });
  return made(c, from, { kind: "user-variable", name });
}

function enclosed(c: Cursor): Expression {
  if (take(c, "{")) return escaped(c);
  if (!isNext(c, "(")) {
    if (!isNext(c, ".")) fail(c);
    return column(c);
  }
  const from = c.at;
  if (enclosesQuery(c)) {
    const inner = subquery(c);
    return c.building ? made(c, from, { kind: "subquery", query: inner }) : recognised;
  }
  const operands = parenthesised(c, expression);
  if (!c.building) return recognised;
  const [only] = operands;
  return only && operands.length === 1 ? only : made(c, from, { kind: "row", operands });
}

/** A query in parentheses. */
export function subquery(c: Cursor): Query {
  noteFeature(c, "subquery");
  need(c, "(");
  const inner = query(c);
  need(c, ")");
  return inner;
}

/** ODBC's `{d '2020-01-01'}` and `{fn now()}` (manual 11.2.1, 14.1). */
function escaped(c: Cursor): Expression {
  const from = c.at - 1;
  const { kind, upper } = peek(c);
  if (kind !== "word") fail(c);
  c.at++;
  const inner = expression(c);
  need(c, "}");
  const type = upper === "D" ? "date" : upper === "T" ? "time" : upper === "TS" ? "timestamp" : undefined;
  if (!c.building || type === undefined || inner.kind !== "text") return inner;
  return made(c, from, { kind: "temporal", type, value: inner.value });
}

function named(c: Cursor): Expression {
  const { kind, upper } = peek(c);
  if (kind === "word") {
    const special = keywords.get(upper);
    if (special) return special(c);
    if (isNext(c, "(", 1) && isFunctionWord(c, upper)) return call(c, upper);
    const which = mayBeMariadb(c) ? takeSequence(c) : undefined;
    if (which) return sequence(c, which);
  } else if (isNext(c, "(", 1)) return call(c, "");
  if (!isIdentifier(c, peek(c))) fail(c);
  return column(c);
}

function takeSequence(c: Cursor): "next" | "previous" | undefined {
  if (takeAll(c, "NEXT", "VALUE", "FOR")) return "next";
  return takeAll(c, "PREVIOUS", "VALUE", "FOR") ? "previous" : undefined;
}

function sequence(c: Cursor, which: "next" | "previous"): Expression {
  const from = c.at - 3;
  const name = tableName(c);
  noteFunction(c, which === "next" ? "NEXTVAL" : "LASTVAL");
  return c.building ? made(c, from, { kind: "sequence-value", sequence: name, which }) : recognised;
}

function column(c: Cursor): Expression {
  const from = c.at;
  let [table, name]: [string | undefined, string] = [undefined, isNext(c, ".") ? "" : peek(c).value];
  let database: string | undefined;
  if (!isNext(c, ".")) c.at++;
  while (take(c, ".")) {
    database = table;
    table = name === "" ? undefined : name;
    name = identifierAfterDot(c);
    if (!isNext(c, "(")) continue;
    noteCall(c, name);
    const rest = functionArguments(c, "");
    return c.building ? made(c, from, { ...rest, name, foreign: true, database: table }) : recognised;
  }
  return c.building ? made(c, from, { kind: "column", database, table, name }) : recognised;
}

function call(c: Cursor, name: string): Expression {
  const from = c.at;
  if (name !== "") noteFunction(c, name);
  if (name === "PASSWORD") {
    noteFeature(c, "password-function");
    if (!mayBeOlderThan(c, 80000)) fail(c);
  }
  const foreign = !isBuiltinFunction(name, c.engine);
  const written = peek(c).value;
  if (foreign) noteCall(c, written);
  if (name === "SETVAL" && !foreign) noteSequence(c);
  c.at++;
  const special = specialFunctions.get(name);
  if (special) return special(c, from);
  const called = functionArguments(c, name);
  const over = windowSuffix(c, name);
  if (!c.building) return recognised;
  return made(c, from, { ...called, name: foreign ? written : name, foreign, over });
}

/** A function that is stored or loaded may do anything. */
function noteCall(c: Cursor, name: string) {
  c.clauses.push({ kind: "call", table: "", target: undefined, within: c.within, object: name });
}

/** MariaDB's SETVAL is ALTER SEQUENCE … RESTART as a function. */
function noteSequence(c: Cursor) {
  const object = peek(c, 1).value;
  const { within } = c;
  c.clauses.push({ kind: "alter-other", table: "", target: undefined, within, condition: undefined, object });
}

const keywords = new Map<string, (c: Cursor) => Expression>([
  ...[...bare].map((word): [string, (c: Cursor) => Expression] => [word, bareFunction]),
  ["CASE", caseExpression],
  ["EXISTS", exists],
  ["ROW", row],
  ["DEFAULT", defaultOf],
  ["VALUES", insertedValue],
  ["MATCH", match],
]);

function bareFunction(c: Cursor): Expression {
  const from = c.at;
  const { upper } = peek(c);
  c.at++;
  if (take(c, "(")) {
    if (!withoutPrecision.has(upper) && !isNext(c, ")")) whole(c);
    need(c, ")");
  }
  return c.building ? made(c, from, builtinCall(upper)) : recognised;
}

function exists(c: Cursor): Expression {
  const from = c.at++;
  const inner = subquery(c);
  return c.building ? made(c, from, { kind: "exists", query: inner }) : recognised;
}

function row(c: Cursor): Expression {
  const from = c.at;
  if (!isNext(c, "(", 1)) return column(c);
  c.at++;
  const operands = parenthesised(c, expression);
  if (operands.length < 2) fail(c);
  return c.building ? made(c, from, { kind: "row", operands }) : recognised;
}

function defaultOf(c: Cursor): Expression {
  const from = c.at++;
  const [named = recognised] = parenthesised(c, columnReference);
  return c.building ? made(c, from, { kind: "default-of", column: named }) : recognised;
}

function insertedValue(c: Cursor): Expression {
  const from = c.at++;
  const [named = recognised] = parenthesised(c, columnReference);
  return c.building ? made(c, from, { kind: "inserted-value", column: named }) : recognised;
}
