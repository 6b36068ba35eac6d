import { findIndex, type Table } from "../schema/table.ts";
import type { Clause, ClauseOf } from "../sql/clause.ts";
import { foldName } from "../sql/fold-name.ts";

/** What DROP CONSTRAINT drops, where the table tells: MySQL refuses a name that several constraints have (error 3939). */
export function constraintDropped(clause: ClauseOf<"drop-constraint">, table: Table | undefined): Clause {
  const { constraint } = clause;
  const name = foldName(constraint);
  const index = table && findIndex(table, constraint);
  if (!table) return clause;
  if (index?.kind === "primary") return { ...clause, kind: "drop-primary-key", index: constraint };
  if (table.foreignKeys.some((one) => foldName(one.name) === name))
    return { ...clause, kind: "drop-foreign-key" };
  if (table.checks.some((one) => foldName(one.name) === name)) return { ...clause, kind: "drop-check" };
  return index?.kind === "unique" ? { ...clause, kind: "drop-index", index: constraint } : clause;
}
