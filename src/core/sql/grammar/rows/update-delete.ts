import type { TableReference } from "../../statement.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  mayBeMysql,
  need,
  parenthesised,
  peek,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { orderItem } from "../expressions/function-call.ts";
import { displayName, identifier, identifierAfterDot, isIdentifier, usedTable } from "../names.ts";
import { limit } from "../queries/query.ts";
import { type Factor, tableReferences } from "../queries/table-references.ts";
import { isAlwaysTrue } from "./always-true.ts";
import { assignment, returning } from "./insert.ts";

const modifiers = new Set(["LOW_PRIORITY", "QUICK", "IGNORE"]);

/** UPDATE from behind its word on (manual 15.2.17). */
export function update(c: Cursor) {
  while (takeOne(c, modifiers));
  const from = c.at;
  const factors = tableReferences(c);
  const joinedBy = joinCondition(c, from);
  need(c, "SET");
  const assigned = qualifiers(c);
  const everyRow = bounds(c, joinedBy);
  returning(c);
  for (const { reference } of writtenFactors(factors, assigned))
    if (reference) noteWrite(c, "update", reference, everyRow);
}

/** The table that each assignment names; undefined = it names none, so it may be any of them. */
function qualifiers(c: Cursor): (string | undefined)[] {
  return list(c, (inner) => {
    const [first, second] = [peek(inner), peek(inner, 2)];
    const qualified = isNext(inner, ".", 1);
    const qualifier = !qualified ? undefined : isNext(inner, ".", 3) ? second.value : first.value;
    assignment(inner);
    return qualifier;
  });
}

function writtenFactors(
  factors: readonly Factor[],
  assigned: readonly (string | undefined)[],
): readonly Factor[] {
  if (assigned.includes(undefined)) return factors;
  const named = new Set(assigned.map((name) => name?.toLowerCase()));
  return factors.filter(({ alias }) => named.has(alias.toLowerCase()));
}

function noteWrite(c: Cursor, kind: "update" | "delete", reference: TableReference, everyRow: boolean) {
  reference.use = "write";
  const target = { database: reference.database, table: reference.table };
  c.clauses.push({ kind, table: displayName(target), target, everyRow });
}

/** WHERE, ORDER BY and LIMIT: true when nothing holds the statement back from any row. */
function bounds(c: Cursor, joined: boolean): boolean {
  const everyRow = where(c, joined);
  if (takeAll(c, "ORDER", "BY")) list(c, orderItem);
  const at = c.at;
  if (!limit(c, "count only")) return everyRow;
  return everyRow && Number(c.tokens[at + 1]?.value) > wholeTable;
}

function where(c: Cursor, joined: boolean): boolean {
  if (!take(c, "WHERE")) return !joined;
  const from = c.at;
  expression(c);
  return isAlwaysTrue(c.tokens.slice(from, c.at));
}

/** A LIMIT above this bounds nothing. */
const wholeTable = 1_000_000;

const outer = new Set(["LEFT", "RIGHT"]);

/** Do the table references hold rows back by an inner join with a condition? */
function joinCondition(c: Cursor, from: number): boolean {
  const tokens = c.tokens.slice(from, c.at);
  const on = tokens.findIndex(
    (token) => token.kind === "word" && (token.upper === "ON" || token.upper === "USING"),
  );
  if (on < 0 || tokens.some((token) => token.kind === "word" && outer.has(token.upper))) return false;
  return !isAlwaysTrue(tokens.slice(on + 1));
}

/** DELETE from behind its word on (manual 15.2.2). */
export function remove(c: Cursor) {
  while (takeOne(c, modifiers));
  if (!take(c, "FROM")) return multiple(c, "FROM");
  const at = c.at;
  deleteTarget(c);
  const many = isNext(c, ",") || isNext(c, "USING");
  c.at = at;
  if (many) return multiple(c, "USING");
  single(c);
}

function single(c: Cursor) {
  const target = usedTable(c, "write");
  if (mayBeMysql(c) && (take(c, "AS") || isIdentifier(c, peek(c)))) identifier(c);
  if (take(c, "PARTITION")) parenthesised(c, identifier);
  const everyRow = bounds(c, false);
  returning(c);
  c.clauses.push({ kind: "delete", table: displayName(target), target, everyRow });
}

/** `t1[.*], t2[.*] FROM …` or `… USING …`: targets by name or alias; no ORDER BY, no LIMIT. */
function multiple(c: Cursor, word: "FROM" | "USING") {
  const targets = list(c, deleteTarget);
  need(c, word);
  const from = c.at;
  const factors = tableReferences(c);
  const joined = joinCondition(c, from);
  const everyRow = where(c, joined);
  for (const target of targets) {
    const factor = factors.find(({ alias }) => alias.toLowerCase() === target.toLowerCase());
    noteWrite(c, "delete", factor?.reference ?? fail(c), everyRow);
  }
}

/** The last name of `db.t.*`. */
function deleteTarget(c: Cursor): string {
  let name = identifier(c);
  while (take(c, ".") && !take(c, "*")) name = identifierAfterDot(c);
  return name;
}
