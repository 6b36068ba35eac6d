import type { PullRequest, PullRequests, Repository } from "../operations/ports/code-host.ts";
import type { OpenPull } from "../operations/review/find-collisions.ts";
import { readBaseMoves } from "./base-moves.ts";
import type { GitHubRepository } from "./client.ts";
import { readEditedReviews } from "./edited-reviews.ts";
import { findWriter } from "./find-writer.ts";
import { type KnownPulls, knownPulls } from "./known-pulls.ts";
import { readMergedOnto } from "./merged-onto.ts";
import { listMerged } from "./merged-pulls.ts";
import { personOf } from "./person.ts";
import { readPushes, readPushesBy } from "./pushes.ts";
import { readRetargets } from "./retargets.ts";
import { requestReviewers, withdrawReviewers } from "./reviewers.ts";

export function githubPullRequests(
  repository: GitHubRepository,
  { tip }: Pick<Repository, "tip">,
  known: KnownPulls = knownPulls(),
): PullRequests & { openInto(branch: string): Promise<OpenPull[]> } {
  const list = async (base?: string) => {
    const pulls = await listOpen(repository, base);
    if (base === undefined) known.replace(pulls);
    return pulls;
  };
  return {
    async read(number) {
      const pull = await readPull(repository, tip, number);
      known.note(pull);
      return pull;
    },
    open: async (base) => (await list(base)).map(({ number }) => number),
    openInto: async (branch) => (known.all() ?? (await list())).filter(({ base }) => base === branch),
    reviews: (pull) => readReviews(repository, pull.number),
    pushes: (pull) => readPushes(repository, pull),
    mayWrite: async ({ id, login }) => (await findWriter(repository, login))?.id === id,
    pushesBy: (person) => readPushesBy(repository, person),
    editedReviews: (pull) => readEditedReviews(repository, pull.number),
    retargets: (pull) => readRetargets(repository, pull.number),
    baseMoves: (branch, since) => readBaseMoves(repository, branch, since),
    request: (pull, reviewers) => requestReviewers(repository, pull.number, reviewers),
    withdraw: (pull, reviewers) => withdrawReviewers(repository, pull.number, reviewers),
    ofCommit: (commit) => listMerged(repository, commit),
    mergedOnto: (pull) => readMergedOnto(repository, pull.number),
  };
}

/** The account behind every `GITHUB_TOKEN`. https://docs.github.com/en/actions/concepts/security/github_token */
const workflowToken = "github-actions[bot]";

async function readPull(
  { octokit, owner, repo }: GitHubRepository,
  tip: Repository["tip"],
  number: number,
): Promise<PullRequest> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    owner,
    repo,
    pull_number: number,
  });
  const state = data.merged ? "merged" : data.state;
  // `base.sha` is the tip of some time ago: the branch itself says what holds now.
  const base = state === "open" ? await tip(data.base.ref) : data.base.sha;
  if (base === undefined)
    throw new Error(`Pull request #${number} goes into ${data.base.ref}, which is gone.`);
  return {
    number,
    title: data.title,
    url: data.html_url,
    state,
    ...(data.merged_by?.login === workflowToken && { mergedByWorkflow: true }),
    draft: data.draft ?? false,
    author: personOf(data.user),
    labels: data.labels.map(({ name }) => name),
    repository: String(data.base.repo.id),
    openedAt: data.created_at,
    ...(data.merged_at && data.merge_commit_sha
      ? { merged: { at: data.merged_at, commit: data.merge_commit_sha } }
      : {}),
    base: { ref: data.base.ref, sha: base },
    head: { ref: data.head.ref, sha: data.head.sha, fork: data.head.repo?.id !== data.base.repo.id },
    requested: {
      users: (data.requested_reviewers ?? []).map(({ login }) => login),
      teams: (data.requested_teams ?? []).map(({ slug }) => `${owner}/${slug}`),
    },
    comments: data.comments,
  };
}

async function listOpen({ octokit, owner, repo }: GitHubRepository, base?: string): Promise<OpenPull[]> {
  const pulls = await octokit.paginate("GET /repos/{owner}/{repo}/pulls", {
    owner,
    repo,
    state: "open",
    ...(base !== undefined && { base }),
    per_page: 100,
  });
  return pulls.map(({ number, html_url: url, base: { ref }, head: { sha } }) => ({
    ...{ number, url, base: ref, head: sha },
  }));
}

async function readReviews({ octokit, owner, repo }: GitHubRepository, number: number) {
  const reviews = await octokit.paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return reviews.flatMap(({ id, user, state, submitted_at: submittedAt, commit_id, body }) =>
    user && isState(state) && submittedAt
      ? [{ id, reviewer: personOf(user), state, submittedAt, commit: commit_id ?? undefined, body }]
      : [],
  );
}

const states = ["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"] as const;

/** PENDING, the draft that only its writer sees, is not a review yet. */
function isState(state: string): state is (typeof states)[number] {
  return (states as readonly string[]).includes(state);
}
