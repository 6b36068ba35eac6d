import type { Picked } from "../../picked.ts";
import type { TableReference } from "../../statement.ts";
import type { Expression } from "../../tree/expression.ts";
import type { Span } from "../../tree/node.ts";
import type { DeleteStatement } from "../../tree/statement.ts";
import { takeCommonTables } from "../building/building.ts";
import { madeTable, noteStatement, spanFrom } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  need,
  parenthesised,
  peek,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { orderItem } from "../expressions/call-arguments.ts";
import { mayBeMysql } from "../may-be.ts";
import { displayName, identifier, identifierAfterDot, isIdentifier, usedTable } from "../names.ts";
import { limit } from "../queries/limit.ts";
import { type Factor, tableReferences } from "../queries/table-references.ts";
import { assignment, returning } from "./insert.ts";

const modifiers = new Set(["LOW_PRIORITY", "QUICK", "IGNORE"]);

/** @returns whether one of them is IGNORE. */
function takeModifiers(c: Cursor): boolean {
  let ignores = false;
  for (let word = takeOne(c, modifiers); word !== undefined; word = takeOne(c, modifiers))
    if (word === "IGNORE") ignores = true;
  return ignores;
}

/** UPDATE from after its word on (manual 15.2.17). */
export function update(c: Cursor) {
  const start = c.at - 1;
  const commonTables = takeCommonTables(c);
  const ignores = takeModifiers(c);
  const factors: Factor[] = [];
  const tables = tableReferences(c, factors);
  need(c, "SET");
  const { assigned, assignments } = assignmentList(c);
  const from = c.at;
  const bounds = readBounds(c);
  const [only, ...others] = factors;
  if (only?.reference && others.length === 0) notePicked(c, "update", from, only.alias);
  if (c.building) noteStatement(c, start, { kind: "update", commonTables, tables, assignments, ...bounds });
  returning(c);
  for (const { reference } of writtenFactors(factors, assigned))
    if (reference) noteWrite(c, { kind: "update", ignores }, reference);
}

/** With the table that each assignment names; undefined = it names none, so it may be any of them. */
function assignmentList(c: Cursor) {
  const assigned: (string | undefined)[] = [];
  const assignments = list(c, (inner) => {
    const [first, second] = [peek(inner), peek(inner, 2)];
    const qualified = isNext(inner, ".", 1);
    assigned.push(!qualified ? undefined : isNext(inner, ".", 3) ? second.value : first.value);
    return assignment(inner);
  });
  return { assigned, assignments };
}

function writtenFactors(
  factors: readonly Factor[],
  assigned: readonly (string | undefined)[],
): readonly Factor[] {
  if (assigned.includes(undefined)) return factors;
  const named = new Set(assigned.map((name) => name?.toLowerCase()));
  return factors.filter(({ alias }) => named.has(alias.toLowerCase()));
}

interface Written {
  kind: "update" | "delete";
  ignores: boolean;
}

function noteWrite(c: Cursor, { kind, ignores }: Written, reference: TableReference) {
  reference.use = "write";
  const target = { database: reference.database, table: reference.table };
  c.clauses.push({ kind, table: displayName(target), target, ignores });
}

type Bounds = Pick<DeleteStatement, "where" | "orderBy" | "limit" | "written">;

/** WHERE, ORDER BY and LIMIT. */
function readBounds(c: Cursor): Bounds {
  const { where, span } = readWhere(c);
  const orderBy = takeAll(c, "ORDER", "BY") ? list(c, orderItem) : [];
  const from = c.at;
  const bound = limit(c, "count only");
  return { where, orderBy, limit: bound, written: { where: span, limit: bound && spanFrom(c, from) } };
}

function readWhere(c: Cursor): { where: Expression | undefined; span: Span | undefined } {
  const from = c.at;
  if (!take(c, "WHERE")) return { where: undefined, span: undefined };
  return { where: expression(c), span: spanFrom(c, from) };
}

interface Opened {
  /** The token of its first word. */
  start: number;
  commonTables: DeleteStatement["commonTables"];
  ignores: boolean;
}

/** Of one table, whose bounds were read from a token on. */
function notePicked(c: Cursor, kind: Picked["kind"], from: number, alias: string) {
  const isQualified = c.tokens[from + 2]?.upper === ".";
  const at = isQualified ? from + 3 : from + 1;
  const [column, operator, literal] = c.tokens.slice(at, at + 3);
  if (c.at !== at + 3 || !column || !literal || operator?.upper !== "=" || c.commonTables) return;
  if (isQualified && c.tokens[from + 1]?.value !== alias) return;
  if (!isIdentifier(c, column) || (literal.kind !== "number" && literal.kind !== "string")) return;
  c.picked = { kind, column: column.value, literal: { kind: literal.kind, value: literal.value } };
}

/** DELETE from after its word on (manual 15.2.2). */
export function remove(c: Cursor) {
  const start = c.at - 1;
  const opened = { start, commonTables: takeCommonTables(c), ignores: takeModifiers(c) };
  if (!take(c, "FROM")) return multiple(c, opened, "FROM");
  const at = c.at;
  deleteTarget(c);
  const many = isNext(c, ",") || isNext(c, "USING");
  c.at = at;
  if (many) return multiple(c, opened, "USING");
  single(c, opened);
}

function single(c: Cursor, { start, commonTables, ignores }: Opened) {
  const from = c.at;
  const target = usedTable(c, "write");
  const isNamed = mayBeMysql(c) && (take(c, "AS") || isIdentifier(c, peek(c)));
  const alias = isNamed ? identifier(c) : undefined;
  const partitions = take(c, "PARTITION") ? parenthesised(c, identifier) : [];
  const node = { kind: "table", name: target, alias, partitions, sample: undefined } as const;
  const table = c.building && madeTable(c, from, node);
  const begun = c.at;
  const bounds = readBounds(c);
  notePicked(c, "delete", begun, alias ?? target.table);
  const named = { multiple: false, targets: [alias ?? target.table] };
  if (table) noteStatement(c, start, { kind: "delete", commonTables, ...named, tables: [table], ...bounds });
  returning(c);
  c.clauses.push({ kind: "delete", table: displayName(target), target, ignores });
}

/** `t1[.*], t2[.*] FROM …` or `… USING …`: targets by name or alias; no ORDER BY, no LIMIT. */
function multiple(c: Cursor, { start, commonTables, ignores }: Opened, word: "FROM" | "USING") {
  const targets = list(c, deleteTarget);
  need(c, word);
  const factors: Factor[] = [];
  const tables = tableReferences(c, factors);
  const { where, span } = readWhere(c);
  const written = { where: span, limit: undefined };
  const rest = { multiple: true, targets, tables, where, orderBy: [], limit: undefined, written };
  if (c.building) noteStatement(c, start, { kind: "delete", commonTables, ...rest });
  for (const target of targets) {
    const factor = factors.find(({ alias }) => alias.toLowerCase() === target.toLowerCase());
    noteWrite(c, { kind: "delete", ignores }, factor?.reference ?? fail(c));
  }
}

/** The last name of `db.t.*`. */
function deleteTarget(c: Cursor): string {
  let name = identifier(c);
  while (take(c, ".") && !take(c, "*")) name = identifierAfterDot(c);
  return name;
}
