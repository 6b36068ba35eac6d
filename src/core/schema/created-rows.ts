import type { Clause, ClauseOf } from "../sql/clause.ts";
import { optionsOf } from "../sql/clause-parts.ts";
import type { TableOptions } from "../sql/definition.ts";
import type { DraftCatalog } from "./catalog.ts";
import { keyOf, type TableKey } from "./names.ts";
import type { Replay } from "./replay.ts";

/** These keep in a table what is written into it; the others show rows that stand elsewhere, or may. */
const keepsRows =
  /^(innodb|myisam|aria|memory|heap|archive|csv|blackhole|ndb|ndbcluster|rocksdb|tokudb|columnstore)$/i;

/** Options by which a table shows other tables' rows: MERGE, FEDERATED and the like. */
const elsewhere = ["UNION", "CONNECTION"];

/** Whether a table with these options holds the rows that are written into it, and no others. */
export function holdsItsOwnRows(options: TableOptions): boolean {
  return keepsRows.test(options.get("ENGINE") ?? "InnoDB") && !elsewhere.some((name) => options.get(name));
}

/** A new table and one that was there may hold each other's rows afterwards (manual 26.3.3). */
export function exchangeRows(
  { catalog, session }: Replay,
  { target, other }: ClauseOf<"exchange-partition">,
) {
  const keys = [keyOf(target, session.scope), keyOf(other, session.scope)];
  if (!keys.every((key) => catalog.created.has(key))) for (const key of keys) catalog.created.delete(key);
}

/** A table may show rows from elsewhere once it is altered: those of other tables, or of a file. */
export function followSourceOfRows(catalog: DraftCatalog, key: TableKey, clause: Clause) {
  if (!catalog.created.has(key)) return;
  const imports = clause.kind === "tablespace" && clause.changes === "file";
  if (imports || !holdsItsOwnRows(optionsOf(clause) ?? none)) catalog.created.delete(key);
}

const none: TableOptions = new Map();
