import type { Note } from "../../clause.ts";
import { type Cursor, fail, isNext, list, need, peek, take, takeAll, takeOne } from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { identifier, takeIfExists, takeIfNotExists, usedTable, whole } from "../names.ts";
import { partitionDefinitions } from "./partition.ts";

/** What ADD PARTITION says, from PARTITION on. */
export function addPartitionClause(c: Cursor, note: Note) {
  need(c, "PARTITION");
  if (mayBeMariadb(c)) takeIfNotExists(c);
  writeToBinlog(c);
  if (take(c, "PARTITIONS"))
    return note({ kind: "add-partition", partitions: undefined, partitionCount: whole(c) });
  // Without anything it is valid syntax, which the server refuses with error 1514.
  const partitions = isNext(c, "(") ? partitionDefinitions(c, undefined) : undefined;
  note({ kind: "add-partition", partitions, partitionCount: undefined });
}

export function dropPartitionClause(c: Cursor, note: Note) {
  need(c, "PARTITION");
  if (mayBeMariadb(c)) takeIfExists(c);
  note({ kind: "drop-partition", partitions: list(c, identifier) });
}

/** The operations on partitions that begin with a word of their own (manual 15.1.11.1); false = none is next. */
export function partitionClause(c: Cursor, note: Note): boolean {
  const read =
    tablespaceOperation(c) ?? operations.find(([word]) => isNext(c, word) && isNext(c, "PARTITION", 1))?.[1];
  if (!read) return false;
  read(c, note);
  return true;
}

/** `DISCARD TABLESPACE` and `DISCARD PARTITION … TABLESPACE` share their word. */
function tablespaceOperation(c: Cursor): ((c: Cursor, note: Note) => void) | undefined {
  return isNext(c, "DISCARD") || isNext(c, "IMPORT") ? tablespace : undefined;
}

function tablespace(c: Cursor, note: Note) {
  c.at++;
  const partitions = take(c, "PARTITION") ? names(c) : undefined;
  need(c, "TABLESPACE");
  note({ kind: "tablespace", changes: "file", partitions });
}

const operations: readonly [string, (c: Cursor, note: Note) => void][] = [
  ["TRUNCATE", (c, note) => note({ kind: "truncate-partition", partitions: namedPartitions(c) })],
  ["COALESCE", coalesce],
  ["REORGANIZE", reorganize],
  ["EXCHANGE", exchange],
  ["ANALYZE", maintain],
  ["CHECK", maintain],
  ["OPTIMIZE", maintain],
  ["REBUILD", maintain],
  ["REPAIR", maintain],
];

function namedPartitions(c: Cursor): readonly string[] | "all" {
  c.at += 2;
  writeToBinlog(c);
  return names(c);
}

function names(c: Cursor): readonly string[] | "all" {
  return take(c, "ALL") ? "all" : list(c, identifier);
}

function writeToBinlog(c: Cursor) {
  if (!take(c, "NO_WRITE_TO_BINLOG")) take(c, "LOCAL");
}

const reorganization = {
  kind: "reorganize-partition",
  partitions: undefined,
  intoPartitions: undefined,
  partitionCount: undefined,
} as const;

function coalesce(c: Cursor, note: Note) {
  c.at += 2;
  writeToBinlog(c);
  note({ ...reorganization, partitionCount: whole(c) });
}

function reorganize(c: Cursor, note: Note) {
  c.at += 2;
  writeToBinlog(c);
  if (!isIntoOrName(c)) return note({ ...reorganization });
  const partitions = list(c, identifier);
  need(c, "INTO");
  const intoPartitions = partitionDefinitions(c, undefined);
  note({ ...reorganization, partitions, intoPartitions });
}

function isIntoOrName(c: Cursor): boolean {
  return c.at < c.tokens.length && !isNext(c, ",");
}

function exchange(c: Cursor, note: Note) {
  c.at += 2;
  const partition = identifier(c);
  if (!takeAll(c, "WITH", "TABLE")) fail(c);
  const other = usedTable(c, "write");
  if (take(c, "WITH") || take(c, "WITHOUT")) need(c, "VALIDATION");
  note({ kind: "exchange-partition", partitions: [partition], other });
}

const checkModes = new Set(["QUICK", "FAST", "MEDIUM", "EXTENDED", "CHANGED", "USE_FRM"]);

function maintain(c: Cursor, note: Note) {
  const operation = peek(c).upper;
  const partitions = namedPartitions(c);
  while (takeOne(c, checkModes) || takeAll(c, "FOR", "UPGRADE"));
  note({ kind: "maintain-partition", operation, partitions });
}
