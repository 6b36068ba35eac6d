import { noteVariable, withOwnVariables } from "../building/building.ts";
import { noteOther, noteQuery } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  need,
  needAll,
  needOne,
  nested,
  peek,
  take,
  takeAll,
} from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { charsetName, identifier, isIdentifier, text, whole } from "../names.ts";
import { dataType } from "../tables/data-type.ts";

/** One statement of a body: flow control of its own (manual 15.6), or any other statement. */
export function bodyStatement(c: Cursor) {
  nested(c, readBodyStatement);
}

function readBodyStatement(c: Cursor) {
  const labelled = isNext(c, ":", 1);
  const label = labelled ? identifier(c) : undefined;
  if (labelled) need(c, ":");
  const word = peek(c).kind === "word" ? peek(c).upper : "";
  const opens = blocks.get(word);
  if (opens) {
    c.at++;
    opens(c);
    return endLabel(c, label);
  }
  if (labelled) fail(c);
  const control = controls.get(word);
  if (control) {
    c.at++;
    return control(c);
  }
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
  ["RETURN", stated],
  ["OPEN", identifier],
  ["CLOSE", identifier],
  ["FETCH", fetch],
]);

/** An expression of the flow of control. */
function stated(c: Cursor) {
  noteOther(c, expression(c));
}

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

/** From after BEGIN on. */
function block(c: Cursor) {
  if (mayBeMariadb(c)) takeAll(c, "NOT", "ATOMIC");
  withOwnVariables(c, () => {
    while (take(c, "DECLARE")) {
      declare(c);
      need(c, ";");
    }
    statements(c);
  });
  need(c, "END");
}

/** Only a block with a label may repeat it at its end; another one there is error 1310. */
function endLabel(c: Cursor, label: string | undefined) {
  if (label !== undefined && isIdentifier(c, peek(c))) c.at++;
}

function loop(c: Cursor) {
  someStatements(c);
  needAll(c, "END", "LOOP");
}

function repeat(c: Cursor) {
  someStatements(c);
  need(c, "UNTIL");
  stated(c);
  needAll(c, "END", "REPEAT");
}

function whileLoop(c: Cursor) {
  stated(c);
  need(c, "DO");
  someStatements(c);
  needAll(c, "END", "WHILE");
}

function ifStatement(c: Cursor) {
  do {
    stated(c);
    need(c, "THEN");
    someStatements(c);
  } while (take(c, "ELSEIF"));
  if (take(c, "ELSE")) someStatements(c);
  needAll(c, "END", "IF");
}

function caseStatement(c: Cursor) {
  if (!isNext(c, "WHEN")) stated(c);
  need(c, "WHEN");
  do {
    stated(c);
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

const handlerActions = new Set(["CONTINUE", "EXIT"]);

/** Variables, conditions, cursors and handlers (manual 15.6.4 to 15.6.7). */
function declare(c: Cursor) {
  if (handlerActions.has(peek(c).upper) && isNext(c, "HANDLER", 1)) return handler(c);
  const declared = list(c, identifier);
  const names = declared.length;
  if (names === 1 && take(c, "CURSOR")) {
    need(c, "FOR");
    return noteQuery(c);
  }
  if (names === 1 && take(c, "CONDITION")) {
    need(c, "FOR");
    return condition(c);
  }
  for (const name of declared) noteVariable(c, name);
  dataType(c);
  if (take(c, "COLLATE")) charsetName(c);
  if (take(c, "DEFAULT")) stated(c);
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
