import type { DescribedStatement } from "../change/change.ts";
import type { ClauseOf } from "../sql/clause.ts";
import type { Usual } from "../sql/tree/every-row/context.ts";
import { sayCaptured } from "./captured-columns.ts";
import { rowsWrittenBy } from "./rows-written.ts";
import { meetsEveryRow } from "./write.ts";

const usually: Readonly<Record<Usual, string>> = {
  numbered: "that AUTO_INCREMENT numbered, which begins with 1.",
  dated: "whose dates are such as the server supports, from 1000-01-01 to 9999-12-31.",
};

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
  if (rows.usual) return `${all} ${usually[rows.usual]}`;
  if (rows.choice === "all-or-some")
    return `${all} where a part of the condition is true that is the same for all of them; else those that the rest picks.${sayCaptured(rows)}`;
  return `${all}, or none is: what the condition says is the same for all of them.${sayCaptured(rows)}`;
}
