import type { Decider } from "../operations/rollout/record-decision.ts";
import { UserError } from "../operations/user-error.ts";
import type { Values } from "./command.ts";
import type { deciderOptions } from "./options.ts";

export type DeciderOptions = Values<typeof deciderOptions>;

/** Who decides past the gate, and why: the ledger keeps both. */
export function readDecider({ actor, reason }: DeciderOptions, commit: string, command: string): Decider {
  if (!actor || !reason) {
    throw new UserError(
      "usage",
      "The ledger keeps who decided this, and why.",
      'Add --actor NAME --reason "…".',
    );
  }
  return { actor, reason, commit, run: `tollgate ${command}`, approvals: JSON.stringify({ reason }) };
}
