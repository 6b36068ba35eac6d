import type { TaskStatus } from "../rollout/rollout.ts";
import type { KeptNote } from "../rollout/undo/kept.ts";

/** One environment's rollout as it is shown: in the comment's section, the job summary and the terminal. */
export interface RolloutView {
  environment: string;
  /** The commit whose migrations were carried here. */
  commit: string;
  /** Who started it, and where it ran. */
  actor: string | undefined;
  run: string | undefined;
  /** Nothing is tried by it: what failed did so before, and may run again. */
  isPlan?: true;
  /** All targets of the environment; empty where none was looked at. */
  targets: readonly RolloutTargetView[];
  /** In the order of running. Empty = nothing was pending; with `next`, it waits for that. */
  tasks: readonly RolloutTaskView[];
  /** "View change": per target, the schema before against after. */
  changes: readonly SchemaChangeView[];
  /** Why nothing ran, or why it stopped; undefined = it did not. */
  refusal: { code: string; what: string; fix: string } | undefined;
  /** A sentence: what happens next, for example who may start Prod. */
  next: string | undefined;
}

export interface RolloutTargetView {
  database: string;
  instance: string;
  state: "done" | "failed" | "not-tried" | "nothing-pending";
  /** The code of what stopped it. */
  reason: string | undefined;
  /** The same in a sentence. */
  why: string | undefined;
  /** `id:chain` of its ledger's last row: kept elsewhere, it shows whether the end of the ledger was cut off. */
  ledger: string | undefined;
}

export interface RolloutTaskView {
  /** `database @ instance`. */
  database: string;
  instance: string;
  file: string;
  status: TaskStatus;
  note: string | undefined;
  statements: readonly RolloutStatementView[];
}

export interface RolloutStatementView {
  text: string;
  line: number;
  status: TaskStatus;
  predicted: string | undefined;
  actual: string | undefined;
  durationMs: number | undefined;
  error: string | undefined;
  /** What can be undone of its rows, where the policy has them kept. */
  kept?: KeptNote;
}

/** Unified diff lines: ` same`, `-before`, `+after`; empty = the schema is as it was. */
export interface SchemaChangeView {
  database: string;
  instance: string;
  diff: string;
}
