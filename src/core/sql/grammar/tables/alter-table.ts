import type { Note } from "../../clause.ts";
import type { TableName } from "../../definition.ts";
import type { AlterationPart } from "../../tree/passages.ts";
import { noteAlteration, notePassage, spanFrom } from "../building/place.ts";
import {
  atEnd,
  type Cursor,
  fail,
  isNext,
  list,
  need,
  parenthesised,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { orderItem } from "../expressions/call-arguments.ts";
import { mayBeMariadb, mayBeMysql } from "../may-be.ts";
import {
  charsetName,
  displayName,
  identifier,
  number,
  takeCharacterSet,
  takeIfExists,
  usedTable,
} from "../names.ts";
import { noteFeature } from "../note-use.ts";
import {
  addClause,
  alterClause,
  changeClause,
  dropClause,
  modifyClause,
  renameClause,
} from "./alter-column.ts";
import { partitionClause } from "./alter-partition.ts";
import { noteOption } from "./note-parts.ts";
import { partitionBy } from "./partition.ts";
import { takeTableOption } from "./table-options.ts";

/** ALTER TABLE from the table's name on (manual 15.1.11). */
export function alterTableClauses(c: Cursor) {
  if (isNext(c, "IGNORE", -2)) noteFeature(c, "ignores-duplicates");
  const opened = c.at;
  if (mayBeMariadb(c)) takeIfExists(c);
  const from = c.at;
  const target = usedTable(c, "alter");
  const table = spanFrom(c, from);
  const named = c.at;
  if (mayBeMariadb(c)) waitOption(c);
  if (atEnd(c)) return;
  // ALTER and TABLE are all that stands before the name.
  const plain = opened === 2 && from === opened && c.at === named;
  const note = noteAbout(c, target);
  const parts = alterationParts(c, note);
  const partitions = partitioning(c, note);
  noteAlteration(c, { head: { ...table, start: c.tokens[0]?.start ?? 0 }, table, plain, partitions, parts });
}

/** They are kept where a tree is built. */
function alterationParts(c: Cursor, note: Note): readonly AlterationPart[] {
  const parts: AlterationPart[] = [];
  if (isNext(c, "PARTITION") || isNext(c, "REMOVE")) return parts;
  list(c, (inner) => {
    const [from, clauses] = [inner.at, inner.clauses.length];
    const before = inner.building && [inner.building.columns.length, inner.building.passages.length];
    specification(inner, note);
    if (!inner.building || !before) return;
    const [columns, passages] = before;
    parts.push({
      ...spanFrom(inner, from),
      clauses: inner.clauses.slice(clauses),
      columns: inner.building.columns.slice(columns),
      passages: inner.building.passages.slice(passages),
    });
  });
  return parts;
}

function partitioning(c: Cursor, note: Note): boolean {
  if (take(c, "PARTITION")) note({ kind: "partition-by", partitioning: partitionBy(c) });
  else if (takeAll(c, "REMOVE", "PARTITIONING")) note({ kind: "remove-partitioning" });
  else return false;
  return true;
}

export function noteAbout(c: Cursor, target: TableName): Note {
  const table = displayName(target);
  return (clause) => void c.clauses.push(Object.assign(clause, { table, target }));
}

/** MariaDB's `WAIT n` and `NOWAIT`. */
export function waitOption(c: Cursor) {
  if (take(c, "NOWAIT")) return;
  if (take(c, "WAIT")) number(c);
}

function specification(c: Cursor, note: Note) {
  const word = takeOne(c, specifications);
  if (word !== undefined) specifications.get(word)?.(c, note);
  else if (!partitionClause(c, note) && !options(c, note)) fail(c);
}

/** Each reader stands after its word. */
const specifications: ReadonlyMap<string, (c: Cursor, note: Note) => void> = new Map([
  ["ADD", addClause],
  ["DROP", dropClause],
  ["MODIFY", modifyClause],
  ["CHANGE", changeClause],
  ["ALTER", alterClause],
  ["RENAME", renameClause],
  ["ALGORITHM", requestAlgorithm],
  ["LOCK", requestLock],
  ["CONVERT", convert],
  ["FORCE", (_, note) => note({ kind: "rebuild-table" })],
  ["DISABLE", keys],
  ["ENABLE", keys],
  ["ORDER", orderBy],
  ["WITH", validation],
  ["WITHOUT", validation],
  ["SECONDARY_LOAD", secondary],
  ["SECONDARY_UNLOAD", secondary],
]);

const locks = new Set(["DEFAULT", "NONE", "SHARED", "EXCLUSIVE"]);
const algorithms = new Set(["DEFAULT", "INSTANT", "INPLACE", "COPY", "NOCOPY"]);

function requestAlgorithm(c: Cursor) {
  const from = c.at - 1;
  take(c, "=");
  const value = takeOne(c, algorithms) ?? otherWord(c);
  c.requested.algorithm = value;
  notePassage(c, "algorithm", from, value);
}

function requestLock(c: Cursor) {
  const from = c.at - 1;
  take(c, "=");
  const value = takeOne(c, locks) ?? otherWord(c);
  c.requested.lock = value;
  notePassage(c, "lock", from, value);
}

/** MySQL's grammar takes any name here, and refuses the statement with error 1800 or 1801. */
function otherWord(c: Cursor): string {
  return mayBeMysql(c) ? identifier(c).toUpperCase() : fail(c);
}

/** ALGORITHM and LOCK after CREATE INDEX and DROP INDEX. */
export function runOptions(c: Cursor) {
  for (;;) {
    if (take(c, "ALGORITHM")) requestAlgorithm(c);
    else if (take(c, "LOCK")) requestLock(c);
    else return;
  }
}

function convert(c: Cursor, note: Note) {
  need(c, "TO");
  if (!takeCharacterSet(c)) fail(c);
  take(c, "=");
  const settings = new Map([["CHARSET", take(c, "DEFAULT") ? "DEFAULT" : charsetName(c)]]);
  if (take(c, "COLLATE")) {
    take(c, "=");
    settings.set("COLLATE", charsetName(c));
  }
  note({ kind: "convert-charset", options: settings });
}

/** Stands alone, or with the partitions that it is about. */
function secondary(c: Cursor, note: Note) {
  if (take(c, "PARTITION")) parenthesised(c, identifier);
  if (isNext(c, ",")) fail(c);
  note({ kind: "table-option", options: undefined });
}

function keys(c: Cursor, note: Note) {
  need(c, "KEYS");
  note({ kind: "keys-on-off" });
}

function orderBy(c: Cursor, note: Note) {
  need(c, "BY");
  list(c, orderItem);
  note({ kind: "order-by" });
}

function validation(c: Cursor, note: Note) {
  if (mayBeMariadb(c) && takeAll(c, "SYSTEM", "VERSIONING"))
    return note({ kind: "table-option", options: undefined });
  // A new virtual column is computed for every row, which is a copy.
  if (isNext(c, "VALIDATION") && c.tokens[c.at - 1]?.upper === "WITH") c.requested.algorithm ??= "COPY";
  need(c, "VALIDATION");
}

/** Table options may stand side by side without commas. */
function options(c: Cursor, note: Note): boolean {
  let found = false;
  for (let option = takeTableOption(c); option; option = takeTableOption(c)) {
    found = true;
    noteOption(option.name, option.value, note);
  }
  return found;
}
