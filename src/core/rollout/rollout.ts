import type { Algorithm } from "../change/change.ts";
import type { Target } from "../policy/policy.ts";
import type { SplitStatement } from "../sql/statement.ts";

export type TaskStatus = "not-started" | "running" | "done" | "failed" | "in-doubt" | "skipped" | "baseline";

/** A migration as it will run: the approved bytes, cut. */
export interface PlannedMigration {
  path: string;
  version: string | undefined;
  /** Git blob id and SHA-256 (hex) of the bytes. */
  blob: string;
  sha256: string;
  statements: readonly PlannedStatement[];
}

export interface PlannedStatement extends SplitStatement {
  type: string;
  predicted: Algorithm | undefined;
}

/** One migration on one target. */
export interface Task {
  target: Target;
  migration: PlannedMigration;
  status: TaskStatus;
  /** Index of the statement to run next: what the ledger shows as finished is not run again. */
  next: number;
  /** Who skipped and why, what failed, what is in doubt. */
  note: string | undefined;
}

/** One line of the ledger: a statement of a migration on this target, written before it runs and after. */
export interface LedgerRow {
  project: string;
  path: string;
  version: string | undefined;
  sha256: string;
  /** 0-based index of the statement; -1 = the migration as a whole (baseline, skip). */
  statement: number;
  statements: number;
  statementSha256: string;
  status: TaskStatus;
  startedAt: string;
  finishedAt: string | undefined;
  actor: string;
  run: string;
  commit: string;
  approvals: string;
  predicted: string | undefined;
  actual: string | undefined;
  durationMs: number | undefined;
  error: string | undefined;
}
