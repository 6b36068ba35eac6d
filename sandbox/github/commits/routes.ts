import { notFound, Refusal } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { pullCommits } from "../pulls/pull-content.ts";
import { renderPullSimple } from "../pulls/render-pull.ts";
import { type Answer, ok, pathOf, queryOf, type RepositoryCall, type Route, reading } from "../route.ts";
import { findCommit } from "./find-commit.ts";
import { renderCommit, renderFile } from "./render-commit.ts";

async function getCommit(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const commit = await findCommit(repository, pathOf(call, "ref"));
  if (call.accept.includes("sha")) {
    return { status: 200, raw: { type: "text/plain", bytes: Buffer.from(commit.sha) } };
  }
  const parent = commit.parents[0];
  const files = parent === undefined ? [] : await repository.git.diff(parent, commit.sha);
  return ok({
    ...renderCommit(world, repository, commit),
    stats: { additions: 0, deletions: 0, total: 0 },
    files: files.map((file) => renderFile(world, repository, commit.sha, file)),
  });
}

async function listCommits(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const start = await findCommit(repository, queryOf<string>(call, "sha") ?? repository.defaultBranch);
  const path = queryOf<string>(call, "path");
  const commits = await repository.git.log({ to: start.sha, ...(path === undefined ? {} : { path }) });
  return answerPage(
    call,
    commits.map((commit) => renderCommit(world, repository, commit)),
  );
}

/** Pull requests that brought the commit, or that propose it. */
async function listPullsOfCommit(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const { sha } = await findCommit(repository, pathOf(call, "commit_sha"));
  const found = [];
  for (const pull of repository.pulls.values()) {
    const commits = await pullCommits(repository, pull);
    if (pull.landed.includes(sha) || commits.some((commit) => commit.sha === sha)) found.push(pull);
  }
  return answerPage(
    call,
    found.map((pull) => renderPullSimple(world, repository, pull)),
  );
}

function standing(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}

async function compare(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const [from, to] = pathOf(call, "basehead").split(/\.{2,3}/);
  if (!from || !to) throw notFound();
  const resolve = async (name: string) => {
    try {
      return await findCommit(repository, name);
    } catch (error) {
      throw error instanceof Refusal ? notFound() : error;
    }
  };
  const [base, head] = [await resolve(from), await resolve(to)];
  const ancestor = await repository.git.mergeBase(base.sha, head.sha);
  const start = ancestor === undefined ? undefined : await repository.git.commit(ancestor);
  if (!start) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`);
  const ahead = (await repository.git.log({ from: base.sha, to: head.sha })).toReversed();
  const behind = await repository.git.log({ from: head.sha, to: base.sha });
  const files = await repository.git.diff(start.sha, head.sha);
  const html = `${world.url}/${repository.fullName}/compare/${from}...${to}`;
  const firstPage = (queryOf<number>(call, "page") ?? 1) === 1;
  return answerPage(
    call,
    ahead.map((commit) => renderCommit(world, repository, commit)),
    (commits) => ({
      url: `${world.url}/repos/${repository.fullName}/compare/${from}...${to}`,
      html_url: html,
      permalink_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: renderCommit(world, repository, base),
      merge_base_commit: renderCommit(world, repository, start),
      status: standing(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits,
      // "The list of changed files is only shown on the first page of results, and it includes up to 300 changed files".
      ...(firstPage
        ? { files: files.slice(0, 300).map((file) => renderFile(world, repository, head.sha, file)) }
        : {}),
    }),
  );
}

const repo = "/repos/{owner}/{repo}";

export const commitRoutes: Route[] = [
  { operation: `GET ${repo}/commits`, needs: reading("contents"), handle: listCommits },
  { operation: `GET ${repo}/commits/{ref}`, needs: reading("contents"), handle: getCommit },
  {
    operation: `GET ${repo}/commits/{commit_sha}/pulls`,
    needs: reading("pull_requests", "contents"),
    handle: listPullsOfCommit,
  },
  { operation: `GET ${repo}/compare/{basehead}`, needs: reading("contents"), handle: compare },
];
