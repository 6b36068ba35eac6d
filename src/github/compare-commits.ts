import type { Commit, CommitComparison } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";
import { readCoAuthors } from "./co-authors.ts";
import { personOrNobody } from "./person.ts";

const perPage = 100;

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits: its commits are paged without an upper limit. */
export async function compareCommits(
  repository: GitHubRepository,
  base: string,
  head: string,
): Promise<CommitComparison> {
  const first = await readPage(repository, base, head, 1);
  let commits: Promise<Commit[]> | undefined;
  const readAll = async () => {
    const all = [...first.commits];
    for (let page = 2; all.length < first.total_commits; page++) {
      const next = await readPage(repository, base, head, page);
      if (next.commits.length === 0)
        throw new Error(`GitHub lists only a part of the commits up to ${head}.`);
      all.push(...next.commits);
    }
    return Promise.all(all.map((commit) => commitOf(repository, commit)));
  };
  return {
    mergeBase: first.merge_base_commit.sha,
    ahead: first.ahead_by,
    behind: first.behind_by,
    commits() {
      commits ??= readAll().catch((error) => {
        commits = undefined;
        throw error;
      });
      return commits;
    },
  };
}

async function readPage(
  { octokit, owner, repo }: GitHubRepository,
  base: string,
  head: string,
  page: number,
) {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
    owner,
    repo,
    basehead: `${base}...${head}`,
    per_page: perPage,
    page,
  });
  return data;
}

/**
 * The account `web-flow` under which GitHub commits and signs what people do on its pages.
 * https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification
 */
const webFlow = 19864447;

type ComparedCommit = Awaited<ReturnType<typeof readPage>>["commits"][number];

async function commitOf(repository: GitHubRepository, commit: ComparedCommit): Promise<Commit> {
  return {
    sha: commit.sha,
    parents: commit.parents.map(({ sha }) => sha),
    author: personOrNobody(commit.author),
    committer: personOrNobody(commit.committer),
    coAuthors: await readCoAuthors(repository, commit.sha, commit.commit.message),
    signedByGitHub:
      commit.commit.verification?.verified === true && personOrNobody(commit.committer)?.id === webFlow,
  };
}
