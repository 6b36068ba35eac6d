import type { DescribedStatement } from "../change/change.ts";
import { clauseFacts } from "../sql/clause-facts.ts";

/** Whether the statement does something to tables or rows that were there before the migration. */
export function changesWhatIsThere({ source, changes }: DescribedStatement): boolean {
  if (source !== "ddl" && source !== "dml") return false;
  return changes.some(({ clause, created, temporary }) => {
    if (clause.target === undefined || created || temporary || clause.deferred) return false;
    const { does } = clauseFacts[clause.kind];
    return does !== "create" && does !== "read";
  });
}
