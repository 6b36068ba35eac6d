import type { Policy, Target } from "./policy.ts";

/**
 * The policy with its commands allowed to run. For a policy of the protected branch, which nobody changes without the
 * gate and beside which the workflows stand that could run anything; and for a file that a person named as the policy.
 * Never for what a checkout happens to hold: it may be a pull request's.
 */
export function trustCommands(policy: Policy): Policy {
  return {
    ...policy,
    projects: policy.projects.map((project) => ({ ...project, targets: project.targets.map(trusted) })),
  };
}

function trusted(target: Target): Target {
  const { password } = target;
  return password?.from === "command" ? { ...target, password: { ...password, trusted: true } } : target;
}
