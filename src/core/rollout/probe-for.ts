import type { DescribedStatement } from "../change/change.ts";
import type { ClauseKind } from "../sql/clause.ts";
import { objectName } from "./object-name.ts";
import type { ObjectName, Probe } from "./rollout.ts";

export type Probed = Pick<DescribedStatement, "type" | "source" | "parsed" | "changes">;

/** Rows alone: runs in one transaction with its ledger row. */
const data: readonly ClauseKind[] = ["insert", "replace", "update", "delete"];

/** Sent twice, they leave what they leave when sent once. */
const repeatable: readonly ClauseKind[] = [
  "set-session",
  "transaction",
  "maintenance",
  "rebuild-table",
  "keys-on-off",
  "order-by",
  "maintain-partition",
];

const database: readonly ClauseKind[] = ["create-database", "alter-database", "drop-database"];

/** Shown by SHOW CREATE of something that is no table; the whole schema is compared, since these are rare. */
const programs: readonly ClauseKind[] = [
  "create-view",
  "alter-view",
  "drop-view",
  "create-routine",
  "alter-routine",
  "drop-routine",
  "create-trigger",
  "drop-trigger",
  "create-event",
  "alter-event",
  "drop-event",
];

/** They change rows and leave no trace in the table's definition, and running them twice is not running them once. */
const traceless: readonly ClauseKind[] = [
  "truncate-table",
  "truncate-partition",
  "exchange-partition",
  "tablespace",
  "load-data",
  "call",
];

/** How to tell, after a crash in the middle of the statement, whether it ran. Unqualified names are in `home`. */
export function probeFor(statement: Probed, home: string): Probe {
  if (statement.type === "USE") return { kind: "again" };
  if (!statement.parsed) return { kind: "none", why: "Tollgate does not understand this statement whole." };
  const changes = statement.changes.filter(({ deferred }) => deferred !== true);
  const all = (kinds: readonly ClauseKind[]) =>
    changes.length > 0 && changes.every(({ kind }) => kinds.includes(kind));
  const tables = () => tableNames(changes, home);
  if (changes.some(({ temporary }) => temporary)) return { kind: "again" };
  if (all(data)) return { kind: "data", tables: tables() };
  if (all(repeatable)) return { kind: "again" };
  const named = changes.find(({ kind }) => database.includes(kind));
  if (named) return { kind: "database", name: named.object ?? named.table };
  if (all(programs)) return { kind: "schema" };
  const unclear = changes.some(({ kind }) => traceless.includes(kind)) || tables().length === 0;
  if (statement.source === "ddl" && !unclear) return { kind: "tables", tables: tables() };
  return { kind: "none", why: `${statement.type.replaceAll("_", " ")} leaves no trace that would tell.` };
}

function tableNames(changes: Probed["changes"], home: string): ObjectName[] {
  const named = changes
    .flatMap(({ target, toTable }) => [target, toTable])
    .filter((name) => name !== undefined);
  const unique = new Map(
    named.map((name) => [JSON.stringify(objectName(name, home)), objectName(name, home)]),
  );
  return [...unique.values()];
}
