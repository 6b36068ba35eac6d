import { policyPath } from "../../core/policy/edits-gate.ts";
import type { Environment, Policy } from "../../core/policy/policy.ts";
import { trustCommands } from "../../core/policy/trust-commands.ts";
import { problemPlace } from "../../core/report/say/place.ts";
import type { Repository } from "../ports/code-host.ts";
import { readPolicy } from "../read-policy.ts";
import { UserError } from "../user-error.ts";

export interface CurrentPolicy {
  /** The branch that rollouts run from, and its tip now. */
  branch: string;
  tip: string;
  policy: Policy;
  environment: Environment;
}

/**
 * The policy is the branch's of today, also for an older commit: who may no longer start a rollout cannot start one by
 * choosing a commit of a time when they might.
 */
export async function readCurrentPolicy(
  repository: Pick<Repository, "defaultBranch" | "tip" | "tree" | "blob" | "ownersFile" | "ownersFiles">,
  request: { environment: string },
): Promise<CurrentPolicy> {
  const branch = await repository.defaultBranch();
  const tip = await repository.tip(branch);
  if (tip === undefined) throw new Error(`The default branch ${branch} has no commit.`);
  const read = await readPolicy(repository, tip);
  if (read.found !== "valid") {
    const [problem] = read.found === "invalid" ? read.problems : [];
    throw new UserError(
      problem?.code ?? "policy-missing",
      (problem && `${problemPlace(problem)}: ${problem.what}`) ?? `${branch} has no policy (${policyPath}).`,
      problem?.fix ?? "Write one with `tollgate init`, and merge it.",
    );
  }
  const policy = trustCommands(read.policy);
  return { branch, tip, policy, environment: findEnvironment(policy, request.environment) };
}

export function findEnvironment({ environments }: Policy, name: string): Environment {
  const environment = environments.find((one) => one.name === name);
  if (environment) return environment;
  throw new UserError(
    "environment-unknown",
    `The policy has no environment ${JSON.stringify(name)}.`,
    `Write one of: ${environments.map((one) => one.name).join(", ")}.`,
  );
}
