import type { GitHubRepository } from "./client.ts";
import type { ImmutableCache } from "./immutable-cache.ts";

/** More commits than these at once, of which nothing is known yet, are not looked at. */
const mostUnread = 50;

class TooMany extends Error {}

interface Wanted {
  commit: string;
  path: string;
  resolve(id: string): void;
  reject(error: unknown): void;
}

/** Blob ids of one file in many commits, in one GraphQL query; each commit is asked about once. */
export function blobIdReader(
  repository: GitHubRepository,
  cache: ImmutableCache,
): (commits: readonly string[], path: string) => Promise<ReadonlyMap<string, string> | undefined> {
  const { owner, repo } = repository;
  const read = batchReader(repository);
  const get = (commit: string, path: string) =>
    cache.get(
      [owner, repo, "blob-id", commit, path].join("/"),
      () => 200,
      () => read(commit, path),
    );
  return async (commits, path) => {
    try {
      const ids = await Promise.all(commits.map(async (one) => [one, await get(one, path)] as const));
      return new Map(ids.filter(([, id]) => id !== ""));
    } catch (error) {
      if (error instanceof TooMany) return undefined;
      throw error;
    }
  };
}

/** What is asked for at once is read together. "" = the commit has no such file. */
function batchReader(repository: GitHubRepository): (commit: string, path: string) => Promise<string> {
  let wanted: Wanted[] = [];
  const flush = () => {
    const batch = wanted;
    wanted = [];
    readBatch(repository, batch).then(
      (ids) => {
        for (const [i, { resolve }] of batch.entries()) resolve(ids[i] ?? "");
      },
      (error: unknown) => {
        for (const { reject } of batch) reject(error);
      },
    );
  };
  return (commit, path) =>
    new Promise((resolve, reject) => {
      if (wanted.length === 0) setImmediate(flush);
      wanted.push({ commit, path, resolve, reject });
    });
}

type Objects = Record<string, { oid: string } | null>;

async function readBatch(
  { octokit, owner, repo }: GitHubRepository,
  batch: readonly Wanted[],
): Promise<(string | undefined)[]> {
  if (batch.length > mostUnread) throw new TooMany(`${batch.length} commits are too many to look at`);
  const objects = batch.map(
    ({ commit, path }, i) => `b${i}: object(expression: ${JSON.stringify(`${commit}:${path}`)}) { oid }`,
  );
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${objects.join(" ")} } }`;
  const answer = await octokit.graphql<{ repository: Objects }>(query, { owner, repo });
  return batch.map((_, i) => answer.repository[`b${i}`]?.oid);
}
