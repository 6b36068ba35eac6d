import type { Target } from "../policy/policy.ts";
import type { Sha256 } from "./ledger/chain.ts";
import type { Ledger } from "./ledger/fold.ts";
import type { PlannedMigration } from "./rollout.ts";

export interface PlanInput {
  target: Target;
  project: string;
  /** One project's, in the order in which they run. */
  migrations: readonly PlannedMigration[];
  ledger: Ledger;
  /** false = the database is not there yet. */
  exists: boolean;
  /** The migration tool runs a new migration below one that ran already. */
  outOfOrder: boolean;
  /** As the migration tool compares them. */
  sameVersion: (one: string, other: string) => boolean;
  sha256: Sha256;
}
