import type { Policy } from "../policy/policy.ts";
import { sources } from "../words/source.ts";
import type { Need } from "./choose-flow.ts";

/**
 * What an edit of the gate asks for: what the policy says for `admin` at high,
 * or else the longest flow that it asks for anything high. It must not be easier to change the gate than to pass it.
 */
export function needForGateEdit({ approval }: Pick<Policy, "approval">): Need {
  if (approval.rules.admin?.high !== undefined) return { source: "admin", level: "high" };
  const strictest = sources
    .map((source) => ({
      source,
      steps: approval.flows.get(approval.rules[source]?.high ?? "")?.steps.length ?? 0,
    }))
    .reduce((a, b) => (b.steps > a.steps ? b : a));
  return { source: strictest.steps > 0 ? strictest.source : "admin", level: "high" };
}
