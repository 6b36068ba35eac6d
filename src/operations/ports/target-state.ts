import type { LedgerRow, ServerIdentity } from "../../core/rollout/ledger/row.ts";

/** What a database says of itself, read by a session that only reads and is closed again. */
export interface TargetState {
  server: ServerIdentity;
  /** false = the database is not there yet. */
  exists: boolean;
  /** There is no table in it, and no view. */
  isEmpty: boolean;
  /** Its ledger whole, oldest first; empty where there is no ledger yet. */
  rows: readonly LedgerRow[];
  /** undefined = there is no ledger. */
  ledgerVersion: number | undefined;
  /** Tables by which other migration tools remember what ran. */
  histories: readonly string[];
}
