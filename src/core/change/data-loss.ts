import { writtenColumn } from "../schema/apply-alter-table.ts";
import { canonicalCharset, isText } from "../schema/charset.ts";
import { findColumn, type Table } from "../schema/table.ts";
import type { Clause, ClauseKind } from "../sql/clause.ts";
import type { ColumnType } from "../sql/definition.ts";
import type { DataLoss } from "./change.ts";
import { typeLoss } from "./type-loss.ts";

/** What a clause's kind alone tells; the kinds that are not listed here touch no stored value. */
const byKind: Partial<Record<ClauseKind, DataLoss>> = {
  "drop-table": "lossy",
  "truncate-table": "lossy",
  "drop-partition": "lossy",
  "truncate-partition": "lossy",
  "exchange-partition": "lossy",
  "drop-database": "lossy",
  delete: "lossy",
  update: "lossy",
  replace: "lossy",
  "load-data": "unknown",
  call: "unknown",
  prepared: "unknown",
  unreadable: "unknown",
};

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
export function dataLoss(clause: Clause, facts: LossFacts): DataLoss {
  switch (clause.kind) {
    case "create-table":
      return clause.condition === "or-replace" ? "lossy" : "none";
    case "drop-table":
      return clause.temporary ? "none" : "lossy";
    case "drop-column":
      return droppedColumn(clause, facts);
    case "modify-column":
      return modifiedColumn(clause, facts);
    case "convert-charset":
      return convertedTable(clause, facts);
    case "change-engine":
      return engineLoss(clause, facts);
    case "tablespace":
      return clause.options ? "none" : "lossy";
    case "maintain-partition":
      return clause.object === "REPAIR" ? "unknown" : "none";
    default:
      return byKind[clause.kind] ?? "none";
  }
}

/** A virtual column stores nothing. */
function droppedColumn({ column = "" }: Clause, { table }: LossFacts): DataLoss {
  const found = table && findColumn(table, column);
  return found?.generated && !found.generated.stored ? "none" : "lossy";
}

function modifiedColumn({ column = "", definition }: Clause, facts: LossFacts): DataLoss {
  const { table, clauses, strict } = facts;
  const before = table && findColumn(table, column);
  if (!table || !before || !definition) return "unknown";
  if (before.generated) return "none";
  if (definition.generated) return "lossy";
  const after = writtenColumn(definition, table, clauses);
  if (!after) return "unknown";
  if (before.nullable && !after.nullable && !strict) return "lossy";
  if (before.srid !== after.srid) return "unknown";
  const loss = typeLoss(before.type, after.type);
  if (!clauses.some(({ kind }) => kind === "convert-charset")) return loss;
  // MySQL gives the wider characters a larger TEXT here too, MariaDB does not.
  return worse(loss, typeLoss(before.type, { ...after.type, name: definition.type.name }));
}

function convertedTable({ options }: Clause, { table }: LossFacts): DataLoss {
  const charset = canonicalCharset(options?.get("CHARSET"));
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

function engineLoss({ options }: Clause, { table }: LossFacts): DataLoss {
  const engine = options?.get("ENGINE") ?? "";
  if (forgetting.test(engine)) return "lossy";
  return table && keeping.test(engine) ? "none" : "unknown";
}
