import type { GitHubRepository } from "./client.ts";
import type { ImmutableCache } from "./immutable-cache.ts";

const asked = 50;
/** Nodes of one query: far below what GitHub allows, and quick. */
const together = 20;

/** https://docs.github.com/en/graphql/reference/objects#commit: its history, nearest first, the commit itself among it. */
export async function readHistories(
  repository: GitHubRepository,
  cache: ImmutableCache,
  key: (commit: string) => string,
  commits: readonly string[],
): Promise<(readonly string[])[]> {
  const batches = new Map<string, Promise<readonly (readonly string[])[]>>();
  const distinct = [...new Set(commits)];
  const read = (commit: string) => {
    const at = Math.floor(distinct.indexOf(commit) / together) * together;
    const wanted = distinct.slice(at, at + together);
    const batch = batches.get(wanted[0] ?? "") ?? ask(repository, wanted);
    batches.set(wanted[0] ?? "", batch);
    return batch.then((answers) => answers[wanted.indexOf(commit)] ?? []);
  };
  return Promise.all(
    commits.map((commit) =>
      cache.get(
        key(commit),
        (history) => history.length * 50,
        () => read(commit),
      ),
    ),
  );
}

interface Histories {
  repository: Record<string, { history: { nodes: { oid: string }[] } } | null> | null;
}

async function ask(
  { octokit, owner, repo }: GitHubRepository,
  commits: readonly string[],
): Promise<string[][]> {
  const parts = commits.map(
    (_, i) => `c${i}: object(oid: $c${i}) { ... on Commit { history(first: ${asked}) { nodes { oid } } } }`,
  );
  const names = commits.map((_, i) => `$c${i}: GitObjectID!`).join(", ");
  const query = `query ($owner: String!, $repo: String!, ${names}) {
  repository(owner: $owner, name: $repo) { ${parts.join(" ")} }
}`;
  const variables = Object.fromEntries(commits.map((commit, i) => [`c${i}`, commit]));
  const answer = await octokit.graphql<Histories>(query, { owner, repo, ...variables });
  return commits.map((_, i) => answer.repository?.[`c${i}`]?.history.nodes.map(({ oid }) => oid) ?? []);
}
