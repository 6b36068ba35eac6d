import { writtenColumn } from "../schema/apply-alter-table.ts";
import { canonicalCharset, isText } from "../schema/charset.ts";
import { findColumn, type Table } from "../schema/table.ts";
import type { Clause, ClauseKind, ClauseOf } from "../sql/clause.ts";
import { countOfKind } from "../sql/clauses-of-kind.ts";
import type { ColumnType } from "../sql/definition.ts";
import type { DataLoss } from "./change.ts";
import { isSameComputation } from "./same-computation.ts";
import { typeLoss } from "./type-loss.ts";

/** What it depends on beside the clause. */
export interface LossFacts {
  /** The table before the statement; undefined = not known. */
  table: Table | undefined;
  /** All clauses of the statement. */
  clauses: readonly Clause[];
  /** The session's sql_mode refuses values that do not fit. */
  strict: boolean;
}

/** Whether the clause may change or remove stored data. */
export function dataLoss<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, facts: LossFacts): DataLoss {
  const loss = losses[kind];
  return typeof loss === "function" ? loss(clause, facts) : loss;
}

type LossOf<C> = DataLoss | ((clause: C, facts: LossFacts) => DataLoss);

/** What may be lost, by the kind of clause. */
const losses: { readonly [K in ClauseKind]: LossOf<ClauseOf<K>> } = {
  "create-table": ({ condition }) => (condition === "or-replace" ? "lossy" : "none"),
  "drop-table": ({ temporary }) => (temporary ? "none" : "lossy"),
  "rename-table": "none",
  "truncate-table": "lossy",
  "add-column": "none",
  "drop-column": droppedColumn,
  "modify-column": modifiedColumn,
  "rename-column": "none",
  "change-default": "none",
  "reorder-column": "none",
  "column-visibility": "none",
  "add-index": "none",
  "drop-index": "none",
  "rename-index": "none",
  "index-visibility": "none",
  "add-primary-key": "none",
  "drop-primary-key": "none",
  "add-foreign-key": "none",
  "drop-foreign-key": "none",
  "add-check": "none",
  "drop-check": "none",
  "alter-check": "none",
  "drop-constraint": "none",
  "change-charset": "none",
  "convert-charset": convertedTable,
  "change-engine": engineLoss,
  "table-option": "none",
  "table-comment": "none",
  "rebuild-table": "none",
  "keys-on-off": "none",
  "order-by": "none",
  "partition-by": "none",
  "add-partition": "none",
  "drop-partition": "lossy",
  "truncate-partition": "lossy",
  "exchange-partition": "lossy",
  "reorganize-partition": "none",
  "maintain-partition": ({ operation }) => (operation === "REPAIR" ? "unknown" : "none"),
  "remove-partitioning": "none",
  tablespace: ({ changes }) => (changes === "option" ? "none" : "lossy"),
  "create-database": "none",
  "alter-database": "none",
  "drop-database": "lossy",
  "create-view": "none",
  "alter-view": "none",
  "drop-view": "none",
  "create-routine": "none",
  "alter-routine": "none",
  "drop-routine": "none",
  "create-trigger": "none",
  "drop-trigger": "none",
  "create-event": "none",
  "alter-event": "none",
  "drop-event": "none",
  "create-other": "none",
  "alter-other": "none",
  "drop-other": "none",
  insert: "none",
  replace: "lossy",
  update: "lossy",
  delete: "lossy",
  select: "none",
  "load-data": "unknown",
  call: "unknown",
  account: "none",
  privilege: "none",
  "set-session": "none",
  "set-global": "none",
  "lock-tables": "none",
  transaction: "none",
  maintenance: "none",
  server: "none",
  replication: "none",
  prepared: "unknown",
  unreadable: "unknown",
};

/** A virtual column stores nothing. */
function droppedColumn({ column }: ClauseOf<"drop-column">, { table }: LossFacts): DataLoss {
  const found = table && findColumn(table, column);
  return found?.generated && !found.generated.stored ? "none" : "lossy";
}

function modifiedColumn({ column, definition }: ClauseOf<"modify-column">, facts: LossFacts): DataLoss {
  const { table, clauses, strict } = facts;
  const before = table && findColumn(table, column);
  if (!table || !before) return "unknown";
  const { generated } = before;
  // What is stored stays, and what is not stored cannot be lost.
  if (generated && (!generated.stored || !definition.generated)) return "none";
  if (definition.generated && !(generated && isSameComputation(before, definition))) return "lossy";
  const after = writtenColumn(definition, table, clauses);
  if (!after) return "unknown";
  if (before.nullable && !after.nullable && !strict) return "lossy";
  if (before.srid !== after.srid) return "unknown";
  const loss = typeLoss(before.type, after.type);
  if (countOfKind(clauses, "convert-charset") === 0) return loss;
  // MySQL gives the wider characters a larger TEXT here too, MariaDB does not.
  return worse(loss, typeLoss(before.type, { ...after.type, name: definition.type.name }));
}

function convertedTable({ options }: ClauseOf<"convert-charset">, { table }: LossFacts): DataLoss {
  const charset = canonicalCharset(options.get("CHARSET"));
  if (!table?.complete || charset === undefined || charset === "DEFAULT") return "unknown";
  const texts = table.columns.filter(({ type }) => isText(type));
  return texts.map(({ type }) => convertedColumn(type, charset)).reduce(worse, "none");
}

/** TEXT columns grow with the character set here (manual 15.1.11), so only the characters count. */
function convertedColumn(type: ColumnType, charset: string): DataLoss {
  if (type.members.length === 0)
    return typeLoss({ ...type, name: "varchar" }, { ...type, name: "varchar", charset });
  // The labels of ENUM and SET keep their bytes, whatever those are in the new character set: so MySQL 9.7 was seen to do.
  if (type.charset === undefined) return "unknown";
  return sameBytes(type, charset) ? "none" : "lossy";
}

/**
 * ASCII is the same bytes in every character set but those of two and four bytes a character; labels that differ only by case
 * may be one in the new collation.
 */
function sameBytes({ members, charset = "" }: ColumnType, other: string): boolean {
  if (new Set(members.map((member) => member.toLowerCase())).size < members.length) return false;
  const wide = /^(ucs2|utf16|utf16le|utf32|binary)$/;
  return !wide.test(charset) && !wide.test(other) && members.every((member) => /^[\x20-\x7e]*$/.test(member));
}

export function worse(a: DataLoss, b: DataLoss): DataLoss {
  return a === "lossy" || b === "none" ? a : b;
}

/** Engines that keep rows as they are; BLACKHOLE keeps none, MEMORY none over a restart. */
const keeping = /^(innodb|myisam|aria|rocksdb|ndb|ndbcluster)$/i;
const forgetting = /^(blackhole|memory|heap)$/i;

function engineLoss({ options }: ClauseOf<"change-engine">, { table }: LossFacts): DataLoss {
  const engine = options.get("ENGINE") ?? "";
  if (forgetting.test(engine)) return "lossy";
  return table && keeping.test(engine) ? "none" : "unknown";
}
