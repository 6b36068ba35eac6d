import type { Target } from "../../policy/policy.ts";
import type { ObjectChange } from "./diff-snapshots.ts";
import type { SchemaPart } from "./schema-snapshot.ts";

/** What a target's schema is, against what its last rollout left. */
export type TargetDrift = { target: Target } & (
  | {
      state: "same" | "drifted";
      /** When it was left; ISO 8601, UTC. */
      since: string;
      changes: readonly ObjectChange[];
      notCompared: readonly SchemaPart[];
    }
  /** Nothing to compare with, or nobody who answers. */
  | { state: "unknown"; code: string; why: string; fix: string }
);
