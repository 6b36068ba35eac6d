import type { TriggerEvent } from "../../clause.ts";
import { noteVariable, withOwnVariables } from "../building/building.ts";
import { noteOther } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  need,
  needAll,
  needOne,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { intervalUnits } from "../expressions/operand.ts";
import { mayBeMariadb } from "../may-be.ts";
import {
  charsetName,
  displayName,
  identifier,
  tableName,
  takeIfNotExists,
  text,
  usedTable,
} from "../names.ts";
import { noteFeature } from "../note-use.ts";
import { dataType } from "../tables/data-type.ts";
import { bodyStatement } from "./compound.ts";

/** What stands in a body runs later, when the object that holds it does. */
function body(c: Cursor) {
  const outer = c.deferred;
  c.deferred = true;
  bodyStatement(c);
  c.deferred = outer;
}

/** CREATE PROCEDURE and CREATE FUNCTION from the name on (manual 15.1.17). */
export function routine(c: Cursor, kind: "procedure" | "function") {
  takeIfNotExists(c);
  c.object = displayName(tableName(c));
  c.clauses.push({ kind: "create-routine", table: "", target: undefined, object: c.object });
  if (kind === "function" && take(c, "RETURNS")) return loadable(c);
  need(c, "(");
  if (!isNext(c, ")")) list(c, parameter);
  need(c, ")");
  if (kind === "function") {
    need(c, "RETURNS");
    type(c);
  }
  while (characteristic(c));
  if (!take(c, "AS")) body(c);
  else text(c);
}

/** `RETURNS STRING SONAME 'library'`: code from a file (manual 15.7.4.1). */
function loadable(c: Cursor) {
  needOne(c, new Set(["STRING", "INTEGER", "INT", "REAL", "DECIMAL"]));
  need(c, "SONAME");
  noteFeature(c, "loads-library");
  text(c);
  c.opaque = true;
}

function parameter(c: Cursor) {
  if (!take(c, "IN") && !take(c, "OUT")) take(c, "INOUT");
  noteVariable(c, identifier(c));
  type(c);
}

function type(c: Cursor) {
  dataType(c);
  if (take(c, "COLLATE")) charsetName(c);
}

/** One characteristic; also ALTER PROCEDURE's and ALTER FUNCTION's. */
export function characteristic(c: Cursor): boolean {
  if (take(c, "COMMENT")) text(c);
  else if (take(c, "LANGUAGE")) identifierOrSql(c);
  else if (takeAll(c, "NOT", "DETERMINISTIC") || take(c, "DETERMINISTIC")) return true;
  else if (takeAll(c, "CONTAINS", "SQL") || takeAll(c, "NO", "SQL")) return true;
  else if (takeAll(c, "READS", "SQL", "DATA") || takeAll(c, "MODIFIES", "SQL", "DATA")) return true;
  else if (takeAll(c, "SQL", "SECURITY")) needOne(c, new Set(["DEFINER", "INVOKER"]));
  else if (take(c, "USING")) library(c);
  else return false;
  return true;
}

function identifierOrSql(c: Cursor) {
  if (!take(c, "SQL")) identifier(c);
}

/** JavaScript libraries that a routine imports (manual 15.1.17, since 9.2). */
function library(c: Cursor) {
  need(c, "(");
  list(c, (inner) => {
    tableName(inner);
    if (take(inner, "AS")) identifier(inner);
  });
  need(c, ")");
}

const triggerEvents: ReadonlyMap<string, TriggerEvent> = new Map([
  ["INSERT", "insert"],
  ["UPDATE", "update"],
  ["DELETE", "delete"],
]);

/** CREATE TRIGGER from the name on (manual 15.1.22). */
export function trigger(c: Cursor) {
  takeIfNotExists(c);
  c.object = displayName(tableName(c));
  needOne(c, new Set(["BEFORE", "AFTER"]));
  const events = [triggerEvent(c)];
  while (mayBeMariadb(c) && take(c, "OR")) events.push(triggerEvent(c));
  need(c, "ON");
  const target = usedTable(c, "alter");
  c.clauses.push({ kind: "create-trigger", table: displayName(target), target, object: c.object, events });
  needAll(c, "FOR", "EACH", "ROW");
  if (take(c, "FOLLOWS") || take(c, "PRECEDES")) identifier(c);
  withOwnVariables(c, () => body(c), true);
}

function triggerEvent(c: Cursor): TriggerEvent {
  return triggerEvents.get(takeOne(c, triggerEvents) ?? "") ?? fail(c);
}

/** CREATE EVENT and ALTER EVENT from the name on (manual 15.1.13, 15.1.3). */
export function event(c: Cursor, kind: "create-event" | "alter-event") {
  if (kind === "create-event") takeIfNotExists(c);
  c.object = displayName(tableName(c));
  c.clauses.push({ kind, table: "", target: undefined, object: c.object });
  const from = c.at;
  if (takeAll(c, "ON", "SCHEDULE")) schedule(c);
  else if (kind === "create-event") fail(c);
  if (takeAll(c, "ON", "COMPLETION")) {
    take(c, "NOT");
    need(c, "PRESERVE");
  }
  if (takeAll(c, "RENAME", "TO")) tableName(c);
  if (!take(c, "ENABLE") && take(c, "DISABLE") && take(c, "ON")) needOne(c, new Set(["SLAVE", "REPLICA"]));
  if (take(c, "COMMENT")) text(c);
  if (take(c, "DO")) body(c);
  else if (kind === "create-event" || c.at === from) fail(c);
}

function schedule(c: Cursor) {
  if (take(c, "AT")) return noteOther(c, expression(c));
  need(c, "EVERY");
  noteOther(c, expression(c));
  if (!takeOne(c, intervalUnits)) fail(c);
  if (take(c, "STARTS")) noteOther(c, expression(c));
  if (take(c, "ENDS")) noteOther(c, expression(c));
}
