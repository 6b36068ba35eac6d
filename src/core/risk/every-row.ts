import type { Change, DescribedStatement } from "../change/change.ts";
import { sayCaptured } from "./captured-columns.ts";
import { meetsEveryRow, rowsWrittenBy } from "./rows-written.ts";

/** The sentence about a change that no row escapes, whatever is in it; undefined = some may. */
export function sayEveryRow(
  change: Change,
  statement: DescribedStatement,
  done: "deleted" | "rewritten",
): string | undefined {
  const rows = rowsWrittenBy(change, statement);
  if (!rows || !meetsEveryRow(rows)) return undefined;
  const all = `Every row of ${change.table} is ${done}`;
  if (rows.choice === "every") return `${all}.`;
  return `${all}, or none is: what the condition says is the same for all of them.${sayCaptured(rows)}`;
}
