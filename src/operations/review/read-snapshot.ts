import type { TreeEntry } from "../../core/migration/compare-trees.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { EnvironmentStatistics, Statistics } from "../../core/schema/known-statistics.ts";
import { parseStatistics } from "../../core/schema/parse-statistics.ts";
import { decodeUtf8 } from "../decode-utf8.ts";
import type { Repository } from "../ports/code-host.ts";

/** Some 30,000 tables; more is not read. */
const mostBytes = 8 * 1024 * 1024;

/**
 * What databases said of their tables, from the tip of the statistics branch as it is now. A file that is missing or
 * broken leaves its environment unknown, which counts as the worst, and says so; what cannot be read throws.
 */
export async function readStatistics(
  repository: Pick<Repository, "tip" | "tree" | "blob">,
  { statistics, environments }: Pick<Policy, "statistics" | "environments">,
): Promise<Statistics | undefined> {
  if (!statistics) return undefined;
  const { branch, counts } = statistics;
  const names = environments.map(({ name }) => name);
  const none = (why: string) => ({ branch, environments: unknownAll(names, why) });
  if (!counts) return none(`the organisation's policy does not name the statistics branch ${branch}`);
  const tip = await repository.tip(branch);
  if (tip === undefined) return none(`there is no branch ${branch} here`);
  const entries = await repository.tree(tip, (path) => names.some((name) => path === fileOf(name)));
  const known = names.map(async (name): Promise<[string, EnvironmentStatistics]> => {
    const entry = entries.find(({ path }) => path === fileOf(name));
    return [name, entry ? await readSnapshot(repository, entry, name) : { unknown: absent(branch, name) }];
  });
  return { branch, environments: new Map(await Promise.all(known)) };
}

const fileOf = (environment: string) => `${environment}.json`;

const absent = (branch: string, environment: string) => `${branch} has no ${fileOf(environment)}`;

function unknownAll(names: readonly string[], unknown: string): Statistics["environments"] {
  return new Map(names.map((name) => [name, { unknown }]));
}

async function readSnapshot(
  repository: Pick<Repository, "blob">,
  { path, mode, blob }: TreeEntry,
  environment: string,
): Promise<EnvironmentStatistics> {
  if (mode !== "100644") return { unknown: `${path} is not a plain file (mode ${mode})` };
  const bytes = await repository.blob(blob);
  if (bytes.length > mostBytes) return { unknown: `${path} is larger than ${mostBytes / 1024 / 1024} MiB` };
  const text = decodeUtf8(bytes);
  if (text === undefined) return { unknown: `${path} is not valid UTF-8` };
  const parsed = parseStatistics(text, environment);
  return "wrong" in parsed ? { unknown: `${path} ${parsed.wrong}` } : parsed;
}
