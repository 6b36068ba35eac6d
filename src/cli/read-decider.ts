import type { DecisionFacts } from "../core/rollout/ledger/row.ts";
import { UserError } from "../operations/user-error.ts";
import type { Values } from "./command.ts";
import type { deciderOptions } from "./options.ts";

export type DeciderOptions = Values<typeof deciderOptions>;

/** Who decides past the gate, and why: the ledger keeps both. */
export function readDecider(
  { actor, reason }: DeciderOptions,
  commit: string,
  command: string,
): DecisionFacts {
  if (!actor || !reason) {
    throw new UserError(
      "usage",
      "The ledger keeps who decided this, and why.",
      'Add --actor NAME --reason "…".',
    );
  }
  return { actor, reason, commit, run: `tollgate ${command}` };
}
