import type { Target } from "../../core/policy/policy.ts";
import type { UndoRow } from "../../core/rollout/undo/kept.ts";

/** What rollouts have kept of rows on a target. */
export interface KeptRows {
  /** Oldest first. Throws UserError as `Targets` does. */
  read(target: Target): Promise<{ rows: UndoRow[]; tables: KeptTable[] }>;
  /** Answers of a SELECT, as text; `refused`: what the server said to it. Throws UserError as above. */
  ask(target: Target, sql: string): Promise<{ rows: (string | null)[][] } | { refused: string }>;
  /** Drops tables of kept rows. Throws UserError as above. */
  drop(target: Target, tables: readonly string[]): Promise<void>;
}

export interface KeptTable {
  name: string;
  /** Since it was made, by the server's clock. */
  seconds: number;
}
