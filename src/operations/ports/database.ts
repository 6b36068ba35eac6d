/** What the operations need of a database; in-memory twins stand in src/testing/. */
import type { Target } from "../../core/policy/policy.ts";
import type { Access } from "../../core/rollout/access/access.ts";
import type { DatabaseAnswers, StatementQuestion } from "../../core/rollout/ask-about.ts";
import type { SchemaSnapshot } from "../../core/rollout/drift/schema-snapshot.ts";
import type { Fingerprints, LedgerRow, Probe } from "../../core/rollout/rollout.ts";
import type { DatabaseStatistics } from "../../core/schema/statistics.ts";

/** What a database says of itself, read by a session that only reads and is closed again. */
export interface TargetState {
  /** As the server says it, for example `9.7.4` or `10.11.19-MariaDB`. */
  serverVersion: string;
  /** false = the database is not there yet. */
  exists: boolean;
  /** Its ledger whole, oldest first; empty where there is no ledger yet. */
  ledger: readonly LedgerRow[];
}

export interface Executed {
  durationMs: number;
  affectedRows: number;
  /** How many notes and warnings the server had. */
  warnings: number;
  /** A transaction is open now; undefined = the answer was rows, which do not tell. */
  inTransaction: boolean | undefined;
}

/** One database on one instance, with open connections that hold the target's lock until `close`. */
export interface TargetSession {
  /** Read again, now that nobody else can write it. */
  state(): Promise<TargetState>;
  /** Makes the ledger where there is none, then writes rows (insert, or update by project, path, sha256, statement). */
  record(rows: readonly LedgerRow[]): Promise<void>;
  /** Settings and default database as at the start, whatever the migration before this one set. */
  reset(): Promise<void>;
  /**
   * One statement, one COM_QUERY. `outcome` is committed together with it, or neither is: only for statements that are
   * data alone, and for the COMMIT of an open transaction. Throws `StatementError`.
   */
  execute(sql: string, outcome: ((done: Executed) => LedgerRow) | undefined): Promise<Executed>;
  /** What the probe's objects look like now, each with a fingerprint; an object that is not there has none. */
  probe(probe: Probe): Promise<Fingerprints>;
  /** CREATE statements of every object, by kind and name, normalised (no AUTO_INCREMENT counters). */
  schema(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

export interface Targets {
  /** Throws UserError where the connection's variable is missing or the server refuses; the password is never told. */
  look(target: Target): Promise<TargetState>;
  /** Connects and takes the lock; on `cancel` the running statement is killed. Throws UserError as above. */
  open(target: Target, cancel: AbortSignal): Promise<TargetSession>;
}

/** What the account of a target's connection is, may do and meets on its server. */
export interface Accounts {
  /** Reads only. Throws UserError as `Targets` does. */
  access(target: Target): Promise<Access>;
}

/** A schema as a rollout left it. */
export interface LeftSchema {
  /** ISO 8601, UTC. */
  at: string;
  snapshot: SchemaSnapshot;
}

export interface Schemas {
  /** As it is now, and as it was left; `left` undefined = the ledger has no picture of it. Throws UserError as `Targets` does. */
  read(target: Target): Promise<{ now: SchemaSnapshot; left: LeftSchema | undefined }>;
}

/** What a database says when it is asked. Nothing of a migration runs: SELECT, SHOW, EXPLAIN of a SELECT, PREPARE. */
export interface Databases {
  /** Throws UserError where it cannot be reached or does not answer. */
  statistics(target: Target): Promise<DatabaseStatistics>;
  /** About statements that are to run, each answered in its place. Throws UserError as above. */
  ask(target: Target, questions: readonly StatementQuestion[]): Promise<DatabaseAnswers>;
}
