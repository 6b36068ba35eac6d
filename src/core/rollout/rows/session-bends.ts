import type { WalkedKey } from "./why-not-batches.ts";

/** Settings of the session that runs the batches; the places of the walk are read by another. */
interface BatchSession {
  sqlMode: string;
  safeUpdates: boolean;
  autoIsNull: boolean;
}

/** What the session's settings make of pieces that they would not make of the whole. */
export function whySessionBends(
  { columns }: Pick<WalkedKey, "columns">,
  { sqlMode, safeUpdates, autoIsNull }: BatchSession,
): { why: string } | undefined {
  // MySQL gives a CHAR its blanks then, and the place in the key, which has none, is before or after it.
  if (/PAD_CHAR_TO_FULL_LENGTH/i.test(sqlMode) && columns.some(({ type }) => type === "char"))
    return {
      why: "Its session's sql_mode has PAD_CHAR_TO_FULL_LENGTH, under which a CHAR is no place in a key.",
    };
  if (safeUpdates)
    return {
      why: "Its session has sql_safe_updates, which would refuse the statement without a key and lets each batch through.",
    };
  if (autoIsNull)
    return {
      why: "Its session has sql_auto_is_null, under which IS NULL means another row in the first batch.",
    };
  return undefined;
}
