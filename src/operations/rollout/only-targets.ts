import type { Policy, Target } from "../../core/policy/policy.ts";
import { targetKey } from "../../core/rollout/matrix.ts";
import { UserError } from "../user-error.ts";
import type { CurrentPolicy } from "./read-current-policy.ts";

/** The policy with no other targets of its environment than these (`database@instance`); undefined = all of them. */
export function onlyTargets<Current extends Pick<CurrentPolicy, "policy" | "environment">>(
  current: Current,
  wanted: readonly string[] | undefined,
): Current {
  if (wanted === undefined) return current;
  const { policy, environment } = current;
  const isHere = (target: Target) => target.environment === environment.name;
  const known = new Set(policy.projects.flatMap(({ targets }) => targets.filter(isHere).map(targetKey)));
  const missing = wanted.filter((key) => !known.has(key));
  if (missing.length > 0 || wanted.length === 0) {
    throw new UserError(
      "target-unknown",
      `${environment.name} has no target ${missing.join(", ") || "of an empty list"}.`,
      "Write `targets:` as database@instance, several with commas, each as the policy names it.",
    );
  }
  const projects = policy.projects.map((project): Policy["projects"][number] => ({
    ...project,
    targets: project.targets.filter((target) => !isHere(target) || wanted.includes(targetKey(target))),
  }));
  return { ...current, policy: { ...policy, projects } };
}
