import type { Policy } from "../../core/policy/policy.ts";
import { ruleObjection } from "../../core/risk/apply-allowances.ts";
import { advice, type Diagnosis } from "./diagnosis.ts";

/** What the policy's `risk.allow` says that allows nothing, or no longer. */
export function lookAtAllowances({ risk }: Pick<Policy, "risk">, now: Date): Diagnosis[] {
  const today = now.toISOString().slice(0, 10);
  return risk.allow.flatMap((rule) => {
    const why = ruleObjection(rule, today);
    const fix = "Take it out of the policy, or give it a new day; either passes the gate.";
    return why === undefined ? [] : [advice("allowances", `${rule.finding}: ${why}`, fix)];
  });
}
