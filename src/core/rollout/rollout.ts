import type { Algorithm } from "../change/change.ts";
import type { Target } from "../policy/policy.ts";
import type { LexMode } from "../sql/mode.ts";

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
  /** How a crash in the middle of it is settled. */
  probe: Probe;
  /** Whether it opens, runs in or ends a transaction that the migration itself opened. */
  transaction: "opens" | "inside" | "ends" | undefined;
  /** It sets up the session for those after it: `again` = a resumed migration sends it again, `lost` = it cannot. */
  session: "again" | "lost" | undefined;
}

/**
 * Where to look, after a crash, to tell whether the statement ran.
 * data: it commits together with its ledger row, so a row that is not settled did not run (where its tables can roll
 * back). tables, schema, database: what it changes, fingerprinted before it runs. again: running it twice is running it
 * once. none: nothing can tell; a person must.
 */
export type Probe =
  | { kind: "data"; tables: readonly ObjectName[] }
  | { kind: "tables"; tables: readonly ObjectName[] }
  | { kind: "schema" }
  | { kind: "database"; name: string }
  | { kind: "again" }
  | { kind: "none"; why: string };

export interface ObjectName {
  database: string;
  name: string;
}

/** Object -> fingerprint (of data: the table's engine); an object that is not there is absent. */
export type Fingerprints = Readonly<Record<string, string>>;

/** One migration on one target. */
export interface Task {
  target: Target;
  migration: PlannedMigration;
  status: TaskStatus;
  /** Index of the statement to run next: what the ledger shows as finished is not run again. */
  next: number;
  /** Statements before `next` that set up the session, which ended with its run: sent again first. */
  replay: readonly number[];
  /** Who skipped and why, what failed, what is in doubt. */
  note: string | undefined;
}

/** Why something may not run, with what to do. Codes are stable. */
export interface Refusal {
  code: string;
  what: string;
  fix: string;
}

/** One line of the ledger: a statement of a migration on this target, written before it runs and after. */
export interface LedgerRow {
  project: string;
  path: string;
  version: string | undefined;
  /** Of the whole migration. */
  sha256: string;
  /** 0-based index of the statement; -1 = the migration as a whole (baseline, skip). */
  statement: number;
  statements: number;
  statementSha256: string;
  status: Exclude<TaskStatus, "not-started">;
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string | undefined;
  /** Who started the run, or who skipped it and why. */
  actor: string;
  run: string;
  commit: string;
  /** Pull request, digest and reviews under which it ran, as JSON. */
  approvals: string;
  predicted: string | undefined;
  /** Algorithm that the server was held to; undefined = it chose. */
  actual: string | undefined;
  durationMs: number | undefined;
  affectedRows: number | undefined;
  /** What the server said, or the reason that a person gave. */
  note: string | undefined;
  /** The probe's answer before the statement ran. */
  before: Fingerprints | undefined;
  /** Fingerprint of the whole schema after the migration's last statement: the next drift check. */
  schemaSha256: string | undefined;
}
