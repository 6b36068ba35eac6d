import type { Policy, Target } from "../../core/policy/policy.ts";
import type { DatabaseStatistics } from "../../core/schema/statistics.ts";
import type { Databases } from "../ports/database.ts";
import { targetsOf } from "../rollout/look-at-targets.ts";
import { UserError } from "../user-error.ts";

export interface TakenStatistics {
  databases: DatabaseStatistics[];
  /** Who did not answer, and why; the others' numbers are there all the same. */
  failures: { target: Target; error: UserError }[];
}

/** Every database of an environment, one after the other. */
export async function takeStatistics(
  databases: Pick<Databases, "statistics">,
  { projects }: Pick<Policy, "projects">,
  environment: string,
): Promise<TakenStatistics> {
  const taken: TakenStatistics = { databases: [], failures: [] };
  const all = projects.map((project) => ({ project }));
  for (const target of targetsOf(all, environment)) {
    try {
      taken.databases.push(await databases.statistics(target));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      taken.failures.push({ target, error });
    }
  }
  return taken;
}
