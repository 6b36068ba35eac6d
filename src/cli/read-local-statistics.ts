import type { Policy } from "../core/policy/policy.ts";
import type { Statistics } from "../core/schema/known-statistics.ts";
import { openLocalRepository } from "../git/local-repository.ts";
import { readStatistics } from "../operations/review/read-snapshot.ts";

/** The statistics branch as it was last fetched into the clone around a folder. */
export async function readLocalStatistics(policy: Policy, cwd: string): Promise<Statistics | undefined> {
  if (!policy.statistics) return undefined;
  return readStatistics(await openLocalRepository(cwd).catch(() => noClone), policy);
}

/** Files outside any clone: no branch is there. */
const noClone: Parameters<typeof readStatistics>[0] = {
  tip: async () => undefined,
  tree: async () => [],
  blob: async () => new Uint8Array(),
};
