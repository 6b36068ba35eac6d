/** What the operations need of a database; in-memory twins stand in src/testing/. */
import type { Limits } from "../../core/policy/limits.ts";
import type { Target } from "../../core/policy/policy.ts";
import type { Access } from "../../core/rollout/access/access.ts";
import type { DatabaseAnswers, StatementQuestion } from "../../core/rollout/ask-about.ts";
import type { SchemaSnapshot } from "../../core/rollout/drift/schema-snapshot.ts";
import type { DatabaseStatistics } from "../../core/schema/statistics.ts";
import type { TargetSession } from "./target-session.ts";
import type { TargetState } from "./target-state.ts";

export interface Targets {
  /** Throws UserError where the connection's variable is missing or the server refuses; the password is never told. */
  look(target: Target): Promise<TargetState>;
  /**
   * Connects, takes the lock and waits until what an earlier run left after has ended; on `cancel` the running statement
   * is killed. Throws UserError as above, `ConnectionLost` where the connection went away meanwhile.
   */
  open(target: Target, options: OpenOptions): Promise<TargetSession>;
}

export interface OpenOptions {
  limits: Limits;
  cancel: AbortSignal;
  /** Sentences for the log. */
  say(line: string): void;
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
