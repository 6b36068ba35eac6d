import { refusedStatements, refusedUse } from "../../core/rollout/access/missing-rights.ts";
import { whyReadOnly } from "../../core/rollout/access/writable.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { Accounts } from "../ports/database.ts";
import type { TargetPlan } from "./look-at-targets.ts";

/**
 * Why the servers would refuse what is pending, asked before anything runs: they are read-only, or the account lacks what
 * the ledger or a statement asks for. What cannot be told is left for the server to say.
 */
export async function checkAccess(
  accounts: Accounts,
  plans: readonly Pick<TargetPlan, "target" | "tasks">[],
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { target, tasks } of plans) {
    const pending = pendingTasks(tasks);
    if (pending.length === 0) continue;
    const access = await accounts.access(target);
    const readOnly = whyReadOnly(access.mode, target);
    if (readOnly) {
      refusals.push(readOnly);
      continue;
    }
    const statements = pending.flatMap(({ migration: { path, statements: all }, next }) =>
      all.slice(next).map(({ type, line }) => ({ type, path, line })),
    );
    refusals.push(
      ...refusedUse(access, "rollout", target.database),
      ...refusedStatements(access, target.database, statements),
    );
  }
  return refusals;
}
