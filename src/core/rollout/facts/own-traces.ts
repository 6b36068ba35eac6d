import { lastNumber } from "./function-memory.ts";
import type { SessionUse } from "./session-use.ts";

/**
 * Whether a statement that the server has undone may mean something else when it is sent again in the same session: rows are
 * undone, but what it put into variables, into LAST_INSERT_ID() and into a sequence's last number stays. `byCode` is what
 * triggers of its tables may have left.
 */
export function meetsOwnTraces(
  { runsCode, leaves, needs, insertId, takesNumbers }: SessionUse,
  byCode: readonly string[],
): boolean {
  if (runsCode || leaves.length > 0 || byCode.length > 0) return true;
  return (
    (insertId.reads && insertId.sets) || (takesNumbers && needs.some((need) => need.startsWith(lastNumber)))
  );
}
