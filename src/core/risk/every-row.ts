import type { DescribedStatement } from "../change/change.ts";
import type { ClauseOf } from "../sql/clause.ts";
import { sayCaptured } from "./captured-columns.ts";
import { rowsWrittenBy } from "./rows-written.ts";
import { meetsEveryRow } from "./write.ts";

/** The sentence about an UPDATE or DELETE that no row escapes, whatever is in it; undefined = some may. */
export function sayEveryRow(
  clause: ClauseOf<"update" | "delete" | "replace">,
  statement: DescribedStatement,
  done: "deleted" | "rewritten",
): string | undefined {
  const rows = rowsWrittenBy(clause, statement);
  if (!rows || !meetsEveryRow(rows)) return undefined;
  const all = `Every row of ${clause.table} is ${done}`;
  if (rows.choice === "every") return `${all}.`;
  if (rows.choice === "all-or-some")
    return `${all} where a part of the condition is true that is the same for all of them; else those that the rest picks.${sayCaptured(rows)}`;
  return `${all}, or none is: what the condition says is the same for all of them.${sayCaptured(rows)}`;
}
