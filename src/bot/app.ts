import type { Probot } from "probot";
import type { Moment, Sighting } from "../core/approval/page.ts";
import { floorPath, policyPath } from "../core/policy/edits-gate.ts";
import type { GitHubClient, GitHubRepository } from "../github/client.ts";
import { listRepositories } from "../github/installations.ts";
import { isRecheck, type Recheck } from "../operations/review/recheck.ts";
import type { Occasion } from "../operations/review/reconcile.ts";

/** What the events are turned into. */
export interface Reconciler {
  pull(place: GitHubRepository, number: number, occasion?: Occasion): Promise<void>;
  /** Somebody asks for another look in a comment: where they may, the pull request is looked at and written again. */
  recheck(place: GitHubRepository, by: Recheck): Promise<void>;
  /** Every open pull request, into one branch where it is given. */
  openPulls(place: GitHubRepository, base?: string, occasion?: Occasion): Promise<void>;
  /** A base branch has moved on: open pull requests into it are judged against what is merged. */
  baseMoved(
    place: GitHubRepository,
    branch: string,
    push: { from: string; touches(wanted: (path: string) => boolean): boolean },
  ): Promise<void>;
  /** The owner's floor may be there from now on. */
  forgetFloor(owner: string): void;
  /** The branch may be the one that sizes come from; then every open pull request is judged by others. */
  statisticsMoved(place: GitHubRepository, pushed: { branch: string; defaultBranch: string }): Promise<void>;
  /** Open pull requests whose head is this commit. */
  pullsOfHead(place: GitHubRepository, head: string, occasion: Occasion): Promise<void>;
}

type IsOwn = (context: { payload: object }) => boolean;

/** Translates events; each only says which pull request to look at. `login`: the app's own, whose doings are no news. */
export function listen(probot: Probot, reconciler: Reconciler, { login }: { login: string }): void {
  const isOwn: IsOwn = ({ payload }) =>
    "sender" in payload && (payload.sender as { login?: string } | undefined)?.login === login;
  listenToPulls(probot, reconciler, isOwn);
  listenToTheRest(probot, reconciler, isOwn);
}

function listenToPulls(probot: Probot, reconciler: Reconciler, isOwn: IsOwn): void {
  probot.on(
    [
      "pull_request.opened",
      "pull_request.reopened",
      "pull_request.synchronize",
      "pull_request.edited",
      "pull_request.labeled",
      "pull_request.unlabeled",
      "pull_request.ready_for_review",
      "pull_request.closed",
    ],
    async (context) => {
      if (isOwn(context)) return;
      const { action, pull_request } = context.payload;
      const seen = showsHead.has(action) && { seen: { heads: [headAsSent(pull_request)] } };
      await reconciler.pull(placeOf(context), pull_request.number, { ...seen });
    },
  );

  probot.on(["pull_request_review.submitted", "pull_request_review.dismissed"], async (context) => {
    if (isOwn(context)) return;
    const { action, review, pull_request } = context.payload;
    const seen = action === "submitted" && { seen: { sightings: reviewAsSent(review) } };
    const contradicts = action === "dismissed" || review.state === "changes_requested";
    await reconciler.pull(placeOf(context), pull_request.number, {
      ...seen,
      ...(contradicts && { contradicts }),
    });
  });

  probot.on("issue_comment.created", async (context) => {
    const { issue, comment } = context.payload;
    if (isOwn(context) || !issue.pull_request || !isRecheck(comment.body)) return;
    const by = { pull: issue.number, comment: comment.id, login: comment.user?.login ?? "" };
    await reconciler.recheck(placeOf(context), by);
  });
}

/** What changes the judgement of pull requests that it does not name. */
function listenToTheRest(probot: Probot, reconciler: Reconciler, isOwn: IsOwn): void {
  probot.on("push", async (context) => {
    const { ref, deleted, repository } = context.payload;
    if (isOwn(context) || deleted || !ref.startsWith("refs/heads/")) return;
    const place = placeOf(context);
    const branch = ref.slice("refs/heads/".length);
    if (mayTouch(context.payload, (path) => path === policyPath)) await reconciler.openPulls(place, branch);
    else {
      const touches = (wanted: (path: string) => boolean) => mayTouch(context.payload, wanted);
      await reconciler.baseMoved(place, branch, { from: context.payload.before, touches });
    }
    if (mayTouch(context.payload, isSnapshot))
      await reconciler.statisticsMoved(place, { branch, defaultBranch: repository.default_branch });
    const isOwners = place.repo === ".github" && branch === repository.default_branch;
    if (!isOwners || !mayTouch(context.payload, (path) => path === floorPath)) return;
    reconciler.forgetFloor(place.owner);
    await lookEverywhere(reconciler, context.octokit);
  });

  probot.on(["check_run.rerequested", "check_suite.rerequested"], async (context) => {
    if (isOwn(context)) return;
    const { payload } = context;
    const head = "check_run" in payload ? payload.check_run.head_sha : payload.check_suite.head_sha;
    await reconciler.pullsOfHead(placeOf(context), head, { again: true });
  });

  probot.on(
    [
      "membership",
      "organization.member_removed",
      "team.deleted",
      "team.edited",
      "installation.created",
      "installation_repositories.added",
    ],
    async ({ octokit }) => lookEverywhere(reconciler, octokit),
  );
}

/** People, teams or the floor are others now: an approval may count no longer. */
async function lookEverywhere(reconciler: Reconciler, octokit: GitHubClient): Promise<void> {
  for (const { owner, repo } of await listRepositories(octokit)) {
    await reconciler.openPulls({ octokit, owner, repo }, undefined, { contradicts: true });
  }
}

interface Push {
  forced: boolean;
  commits: readonly Partial<Record<"added" | "modified" | "removed", readonly string[] | null>>[];
}

/** `<environment>.json` at the root of the statistics branch, whichever that is. */
const isSnapshot = (path: string) => /^[^/]+\.json$/.test(path);

/** A forced push lists only what it brings, not what it takes away; a long list is cut at 2048 commits. */
function mayTouch({ forced, commits }: Push, wanted: (path: string) => boolean): boolean {
  if (forced || commits.length >= 2048) return true;
  return commits.some(({ added, modified, removed }) =>
    [added, modified, removed].some((paths) => paths?.some(wanted)),
  );
}

const showsHead: ReadonlySet<string> = new Set(["opened", "reopened", "synchronize"]);

/** From when on the pull request showed its head, which may be later than its push. */
function headAsSent({ head, updated_at }: { head: { sha: string }; updated_at: string }): Moment {
  return { sha: head.sha, at: Date.parse(updated_at) };
}

/** The commit that GitHub named with the review, before it moves it. */
function reviewAsSent({ id, commit_id }: { id: number; commit_id: string | null }): Sighting[] {
  return commit_id === null ? [] : [{ review: id, commit: commit_id }];
}

function placeOf(context: { octokit: GitHubClient; payload: object }): GitHubRepository {
  const { repository } = context.payload as { repository: { name: string; owner: { login: string } } };
  return { octokit: context.octokit, owner: repository.owner.login, repo: repository.name };
}
