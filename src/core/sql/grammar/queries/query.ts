import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  mayBeMariadb,
  mayBeOlderThan,
  need,
  nested,
  parenthesised,
  peek,
  query,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { orderItem } from "../expressions/function-call.ts";
import { windowSpecification } from "../expressions/window.ts";
import { identifier, identifierOrText, isIdentifier, tableName, text, usedTable, whole } from "../names.ts";
import { tableReferences } from "./table-references.ts";

const setOperators = new Set(["UNION", "EXCEPT", "INTERSECT", "MINUS"]);

/** A query expression with everything that may follow it (manual 15.2.13 to 15.2.20). */
export function readQuery(c: Cursor) {
  const scope = c.commonTables?.length ?? 0;
  withClause(c);
  body(c);
  tail(c);
  if (c.commonTables) c.commonTables.length = scope;
}

/** WITH [RECURSIVE] name [(columns)] AS (query), … */
export function withClause(c: Cursor) {
  if (!take(c, "WITH")) return;
  take(c, "RECURSIVE");
  c.commonTables ??= [];
  const { commonTables } = c;
  list(c, (inner) => {
    commonTables.push(identifier(inner));
    if (isNext(inner, "(")) parenthesised(inner, identifier);
    need(inner, "AS");
    need(inner, "(");
    query(inner);
    need(inner, ")");
  });
}

function body(c: Cursor) {
  term(c);
  for (let operator = takeOne(c, setOperators); operator; operator = takeOne(c, setOperators)) {
    if (operator === "MINUS" && !mayBeMariadb(c)) fail(c);
    if (!take(c, "ALL")) take(c, "DISTINCT");
    term(c);
  }
}

function term(c: Cursor) {
  if (take(c, "SELECT")) return select(c);
  if (take(c, "VALUES")) return rows(c);
  if (take(c, "TABLE")) return void usedTable(c, "read");
  need(c, "(");
  nested(c, readQuery);
  need(c, ")");
}

function rows(c: Cursor) {
  list(c, (inner) => {
    if (!take(inner, "ROW") && !mayBeMariadb(inner)) fail(inner);
    parenthesised(inner, expression);
  });
}

function tail(c: Cursor) {
  if (takeAll(c, "ORDER", "BY")) list(c, orderItem);
  limit(c);
  if (isNext(c, "INTO")) into(c);
  while (locking(c));
  if (isNext(c, "INTO")) into(c);
}

const selectOptions = new Set(
  "ALL DISTINCT DISTINCTROW HIGH_PRIORITY STRAIGHT_JOIN SQL_SMALL_RESULT SQL_BIG_RESULT SQL_BUFFER_RESULT SQL_NO_CACHE SQL_CALC_FOUND_ROWS".split(
    " ",
  ),
);

function selectOption(c: Cursor): boolean {
  return takeOne(c, selectOptions) !== undefined || (mayBeOlderThan(c, 80000) && take(c, "SQL_CACHE"));
}

function select(c: Cursor) {
  while (selectOption(c));
  if (take(c, "*")) {
    if (take(c, ",")) list(c, selectItem);
  } else list(c, selectItem);
  if (isNext(c, "INTO")) into(c);
  if (take(c, "FROM")) from(c);
  else if (take(c, "WHERE")) expression(c);
  if (takeAll(c, "GROUP", "BY")) groupBy(c);
  if (take(c, "HAVING")) expression(c);
  if (take(c, "WINDOW")) list(c, namedWindow);
  if (take(c, "QUALIFY")) expression(c);
}

function from(c: Cursor) {
  if (!take(c, "DUAL")) tableReferences(c);
  if (take(c, "WHERE")) expression(c);
}

function groupBy(c: Cursor) {
  if (take(c, "ROLLUP") || take(c, "CUBE")) return void parenthesised(c, expression);
  if (takeAll(c, "GROUPING", "SETS"))
    return void parenthesised(c, (inner) => parenthesised(inner, expression));
  list(c, mayBeOlderThan(c, 80013) ? orderItem : expression);
  takeAll(c, "WITH", "ROLLUP");
}

function namedWindow(c: Cursor) {
  identifier(c);
  need(c, "AS");
  windowSpecification(c);
}

export function selectItem(c: Cursor) {
  if (takeQualifiedStar(c)) return;
  expression(c);
  alias(c);
}

/** `t.*`, `db.t.*` */
function takeQualifiedStar(c: Cursor): boolean {
  let skip = 0;
  while (isNext(c, ".", skip + 1) && skip < 4) {
    skip += 2;
    if (!isNext(c, "*", skip)) continue;
    c.at += skip + 1;
    return true;
  }
  return false;
}

export function alias(c: Cursor) {
  if (take(c, "AS")) identifierOrText(c);
  else if (peek(c).kind === "string" || isIdentifier(c, peek(c))) identifierOrText(c);
}

export function limit(c: Cursor, takes: "count only" | "offset too" = "offset too"): boolean {
  if (!take(c, "LIMIT")) return false;
  limitNumber(c);
  if (takes === "offset too" && (take(c, ",") || take(c, "OFFSET"))) limitNumber(c);
  return true;
}

function limitNumber(c: Cursor) {
  if (peek(c).kind === "parameter" || isIdentifier(c, peek(c))) c.at++;
  else whole(c);
}

/** INTO variables, or a file on the server: what that does cannot be read here. */
function into(c: Cursor) {
  need(c, "INTO");
  if (take(c, "DUMPFILE")) {
    text(c);
    c.object = "DUMPFILE";
  } else if (take(c, "OUTFILE")) {
    text(c);
    c.object = "OUTFILE";
    fileFormat(c);
  } else list(c, variable);
}

function variable(c: Cursor) {
  if (peek(c).kind === "variable") c.at++;
  else identifier(c);
}

/** CHARACTER SET, FIELDS and LINES of SELECT … INTO OUTFILE and LOAD DATA (manual 15.2.9). */
export function fileFormat(c: Cursor) {
  if (takeAll(c, "CHARACTER", "SET") || take(c, "CHARSET")) identifierOrText(c);
  if (take(c, "FIELDS") || take(c, "COLUMNS"))
    do fieldOption(c);
    while (!endsFields(c));
  if (take(c, "LINES"))
    do lineOption(c);
    while (isNext(c, "STARTING") || isNext(c, "TERMINATED"));
}

function endsFields(c: Cursor): boolean {
  return !["TERMINATED", "OPTIONALLY", "ENCLOSED", "ESCAPED"].some((word) => isNext(c, word));
}

function fieldOption(c: Cursor) {
  if (take(c, "OPTIONALLY")) need(c, "ENCLOSED");
  else if (!take(c, "TERMINATED") && !take(c, "ENCLOSED")) need(c, "ESCAPED");
  need(c, "BY");
  fileText(c);
}

function lineOption(c: Cursor) {
  if (!take(c, "STARTING")) need(c, "TERMINATED");
  need(c, "BY");
  fileText(c);
}

function fileText(c: Cursor) {
  if (peek(c).kind === "number") c.at++;
  else text(c);
}

/** FOR UPDATE, FOR SHARE, LOCK IN SHARE MODE; PROCEDURE ANALYSE is gone since 8.0. */
function locking(c: Cursor): boolean {
  if (takeAll(c, "LOCK", "IN", "SHARE", "MODE")) return true;
  if (!isNext(c, "FOR") || !(isNext(c, "UPDATE", 1) || isNext(c, "SHARE", 1))) return false;
  c.at += 2;
  if (take(c, "OF")) list(c, tableName);
  if (!take(c, "NOWAIT")) takeAll(c, "SKIP", "LOCKED");
  return true;
}
