import type { Target } from "../../core/policy/policy.ts";
import type { Ledger } from "../../core/rollout/ledger/fold.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { where } from "../../core/rollout/tasks.ts";
import { sha256 } from "./sha256.ts";

/** The schema is not as the last rollout left it. A run that did not end left nothing to compare with. */
export function drifted(
  target: Target,
  { schemaSha256 }: Ledger,
  schema: ReadonlyMap<string, string>,
): Refusal | undefined {
  if (schemaSha256 === undefined || schemaSha256 === fingerprint(schema)) return undefined;
  return {
    code: "drift",
    what: `The schema of ${where(target)} is not as the last rollout left it: somebody changed it past Tollgate.`,
    fix: `Undo that change, or accept it:\n  tollgate baseline --environment ${target.environment} --instance ${target.instance} --database ${target.database} --schema --actor NAME --reason "…"`,
  };
}

export function fingerprint(schema: ReadonlyMap<string, string>): string {
  return sha256(JSON.stringify([...schema]));
}
