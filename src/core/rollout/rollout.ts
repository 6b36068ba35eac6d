import type { Algorithm } from "../change/change.ts";
import type { Target } from "../policy/policy.ts";
import type { LexMode } from "../sql/mode.ts";
import type { StatementFacts } from "./facts/statement-facts.ts";
import type { FileRecord } from "./ledger/file-record.ts";

/** rest-ran and rest-moved files are `done`: their note says how. */
export type TaskStatus = "not-started" | "running" | "done" | "failed" | "in-doubt" | "skipped" | "baseline";

/** A migration as it will run: the approved bytes, cut. */
export interface PlannedMigration {
  project: string;
  path: string;
  version: string | undefined;
  /** A migration that runs again whenever its bytes change. */
  repeatable: boolean;
  /** Git blob id and SHA-256 (hex) of the bytes. */
  blob: string;
  sha256: string;
  statements: readonly PlannedStatement[];
}

export interface PlannedStatement {
  text: string;
  /** 1-based, of its first character. */
  line: number;
  sha256: string;
  type: string;
  /** How the server reads it, and the database that names without one are in. */
  mode: LexMode;
  home: string;
  predicted: Algorithm | undefined;
  facts: StatementFacts;
}

/** One migration on one target. */
export interface Task {
  target: Target;
  migration: PlannedMigration;
  status: TaskStatus;
  /** Index of the statement to run next: what the ledger shows as finished is not run again. */
  next: number;
  /** What the ledger says of the file; undefined = nothing. */
  record: FileRecord | undefined;
  /** Who skipped and why, what failed, what is in doubt. */
  note: string | undefined;
}

/** Why something may not run, with what to do. Codes are stable. */
export interface Refusal {
  code: string;
  what: string;
  fix: string;
}
