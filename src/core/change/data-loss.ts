import { isText } from "../schema/charset.ts";
import { buildColumn } from "../schema/column.ts";
import { findColumn, type Table } from "../schema/table.ts";
import type { Clause, ClauseKind } from "../sql/statements/clause.ts";
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

function modifiedColumn({ column = "", definition }: Clause, { table, strict }: LossFacts): DataLoss {
  const before = table && findColumn(table, column);
  if (!table || !before || !definition) return "unknown";
  if (before.generated) return "none";
  if (definition.generated) return "lossy";
  const after = buildColumn(definition, table);
  if (before.nullable && !after.nullable && !strict) return "lossy";
  if (before.srid !== after.srid) return "unknown";
  return typeLoss(before.type, after.type);
}

/** TEXT columns grow with the character set here (manual 15.1.11), so only the characters count. */
function convertedTable({ options }: Clause, { table }: LossFacts): DataLoss {
  const charset = options?.get("CHARSET");
  if (!table?.complete || charset === undefined || charset === "DEFAULT") return "unknown";
  const wanted = charset === "utf8" ? "utf8mb3" : charset;
  const losses = table.columns
    .filter(({ type }) => isText(type))
    .map(({ type }) => {
      const name = type.members.length > 0 ? type.name : "varchar";
      return typeLoss({ ...type, name }, { ...type, name, charset: wanted });
    });
  return worstLoss(losses);
}

export function worstLoss(losses: readonly DataLoss[]): DataLoss {
  if (losses.includes("lossy")) return "lossy";
  return losses.includes("unknown") ? "unknown" : "none";
}

/** Engines that keep rows as they are; BLACKHOLE keeps none, MEMORY none over a restart. */
const keeping = /^(innodb|myisam|aria|rocksdb|ndb|ndbcluster)$/i;
const forgetting = /^(blackhole|memory|heap)$/i;

function engineLoss({ options }: Clause, { table }: LossFacts): DataLoss {
  const engine = options?.get("ENGINE") ?? "";
  if (forgetting.test(engine)) return "lossy";
  return table && keeping.test(engine) ? "none" : "unknown";
}
