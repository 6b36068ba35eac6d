import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  mayBeMariadb,
  need,
  needAll,
  needOne,
  nested,
  peek,
  query,
  take,
  takeAll,
} from "./cursor.ts";
import { dataType } from "./data-type.ts";
import { charsetName, identifier, text, whole } from "./names.ts";

/** One statement of a body: flow control of its own (manual 15.6), or any other statement. */
export function bodyStatement(c: Cursor) {
  nested(c, readBodyStatement);
}

function readBodyStatement(c: Cursor) {
  const labelled = isNext(c, ":", 1);
  if (labelled) {
    identifier(c);
    need(c, ":");
  }
  const control = blocks.get(peek(c).upper) ?? (labelled ? undefined : controls.get(peek(c).upper));
  if (control && peek(c).kind === "word") {
    c.at++;
    return control(c);
  }
  if (labelled) fail(c);
  c.grammar.statement(c);
}

const blocks = new Map<string, (c: Cursor) => void>([
  ["BEGIN", block],
  ["LOOP", loop],
  ["REPEAT", repeat],
  ["WHILE", whileLoop],
]);

const controls = new Map<string, (c: Cursor) => void>([
  ["IF", ifStatement],
  ["CASE", caseStatement],
  ["ITERATE", identifier],
  ["LEAVE", identifier],
  ["RETURN", expression],
  ["OPEN", identifier],
  ["CLOSE", identifier],
  ["FETCH", fetch],
  ["DECLARE", declare],
]);

const endings = new Set(["END", "ELSE", "ELSEIF", "WHEN", "UNTIL"]);

function statements(c: Cursor) {
  while (!(peek(c).kind === "word" && endings.has(peek(c).upper))) {
    bodyStatement(c);
    need(c, ";");
  }
}

function someStatements(c: Cursor) {
  const from = c.at;
  statements(c);
  if (c.at === from) fail(c);
}

/** From behind BEGIN on. */
export function block(c: Cursor) {
  if (mayBeMariadb(c)) takeAll(c, "NOT", "ATOMIC");
  statements(c);
  need(c, "END");
  endLabel(c);
}

function endLabel(c: Cursor) {
  if (peek(c).kind === "name" || (peek(c).kind === "word" && !c.reserved.has(peek(c).upper))) c.at++;
}

function loop(c: Cursor) {
  someStatements(c);
  needAll(c, "END", "LOOP");
  endLabel(c);
}

function repeat(c: Cursor) {
  someStatements(c);
  need(c, "UNTIL");
  expression(c);
  needAll(c, "END", "REPEAT");
  endLabel(c);
}

function whileLoop(c: Cursor) {
  expression(c);
  need(c, "DO");
  someStatements(c);
  needAll(c, "END", "WHILE");
  endLabel(c);
}

function ifStatement(c: Cursor) {
  do {
    expression(c);
    need(c, "THEN");
    someStatements(c);
  } while (take(c, "ELSEIF"));
  if (take(c, "ELSE")) someStatements(c);
  needAll(c, "END", "IF");
}

function caseStatement(c: Cursor) {
  if (!isNext(c, "WHEN")) expression(c);
  need(c, "WHEN");
  do {
    expression(c);
    need(c, "THEN");
    someStatements(c);
  } while (take(c, "WHEN"));
  if (take(c, "ELSE")) someStatements(c);
  needAll(c, "END", "CASE");
}

function fetch(c: Cursor) {
  if (take(c, "NEXT")) need(c, "FROM");
  else take(c, "FROM");
  identifier(c);
  need(c, "INTO");
  list(c, (inner) => (peek(inner).kind === "variable" ? void inner.at++ : void identifier(inner)));
}

const handlerActions = new Set(["CONTINUE", "EXIT", "UNDO"]);

/** Variables, conditions, cursors and handlers (manual 15.6.4 to 15.6.7). */
function declare(c: Cursor) {
  if (handlerActions.has(peek(c).upper) && isNext(c, "HANDLER", 1)) return handler(c);
  const names = list(c, identifier).length;
  if (names === 1 && take(c, "CURSOR")) {
    need(c, "FOR");
    return query(c);
  }
  if (names === 1 && take(c, "CONDITION")) {
    need(c, "FOR");
    return condition(c);
  }
  dataType(c);
  if (take(c, "COLLATE")) charsetName(c);
  if (take(c, "DEFAULT")) expression(c);
}

function handler(c: Cursor) {
  needOne(c, handlerActions);
  needAll(c, "HANDLER", "FOR");
  list(c, condition);
  bodyStatement(c);
}

function condition(c: Cursor) {
  if (take(c, "SQLSTATE")) {
    take(c, "VALUE");
    text(c);
  } else if (take(c, "NOT")) need(c, "FOUND");
  else if (peek(c).kind === "number") whole(c);
  else if (!take(c, "SQLWARNING") && !take(c, "SQLEXCEPTION")) identifier(c);
}
