import type { AssessedStatistics } from "../assessment.ts";
import type { Policy } from "../policy/policy.ts";
import type { Statistics } from "../schema/known-statistics.ts";

/** Where the sizes come from, and of when. */
export function describeStatistics(
  { branch, environments }: Statistics,
  policy: Pick<Policy, "environments">,
): AssessedStatistics {
  return {
    branch,
    environments: policy.environments.map(({ name }) => {
      const known = environments.get(name) ?? { unknown: "nobody looked" };
      if ("unknown" in known) return { environment: name, unknown: known.unknown, takenAt: undefined };
      const [first] = known.snapshot.databases.map(({ takenAt }) => takenAt).sort();
      return { environment: name, unknown: undefined, takenAt: first };
    }),
  };
}
