import type { Actor } from "../access/token.ts";
import type { PushActivity } from "../activity/activity.ts";
import { followPush } from "../pulls/follow-push.ts";
import type { Repository } from "../repositories/repository.ts";
import { emailOf, type World } from "../world.ts";

const nothing = "0".repeat(40);

export interface Move {
  branch: string;
  /** Undefined deletes the branch. */
  to: string | undefined;
  actor: Actor;
  /** Set for a merge; else the move itself tells. */
  type?: PushActivity["type"];
}

async function kindOf(repository: Repository, before: string | undefined, to: string | undefined) {
  if (to === undefined) return "branch_deletion";
  if (before === undefined) return "branch_creation";
  return (await repository.git.isAncestor(before, to)) ? "push" : "force_push";
}

/** What a commit did to which files, as the webhook lists them; a rename is a removal and an addition. */
async function touchedFiles(repository: Repository, parent: string | undefined, sha: string) {
  const files = parent === undefined ? [] : await repository.git.diff(parent, sha);
  const named = (...statuses: string[]) => files.filter(({ status }) => statuses.includes(status));
  const renamed = named("renamed").map(({ previousPath }) => previousPath ?? "");
  return {
    added: named("added", "renamed").map(({ path }) => path),
    removed: [...named("removed").map(({ path }) => path), ...renamed],
    modified: named("modified", "changed").map(({ path }) => path),
  };
}

async function pushedCommits(world: World, repository: Repository, before: string | undefined, to: string) {
  const commits = await repository.git.log({ ...(before ? { from: before } : {}), to, limit: 2048 });
  const described = commits.toReversed().map(async ({ sha, tree, parents, message, author, committer }) => ({
    id: sha,
    tree_id: tree,
    distinct: true,
    message,
    timestamp: author.date,
    url: `${world.url}/${repository.fullName}/commit/${sha}`,
    author: { name: author.name, email: author.email, date: author.date },
    committer: { name: committer.name, email: committer.email, date: committer.date },
    ...(await touchedFiles(repository, parents[0], sha)),
  }));
  return Promise.all(described);
}

async function announcePush(
  world: World,
  repository: Repository,
  activity: PushActivity,
  actor: Actor,
): Promise<void> {
  const { before, after, ref, type } = activity;
  const from = before === nothing ? undefined : before;
  const deleted = after === nothing;
  const commits = deleted ? [] : await pushedCommits(world, repository, from, after);
  world.events.emit({
    event: "push",
    repository,
    actor,
    payload: {
      ref,
      before,
      after,
      created: from === undefined,
      deleted,
      forced: type === "force_push",
      base_ref: null,
      compare: `${world.url}/${repository.fullName}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits,
      head_commit: commits.at(-1) ?? null,
      pusher: { name: actor.account.login, email: emailOf(actor.account) },
    },
    workflows: deleted ? [] : [{ event: "push", ref, sha: after }],
  });
}

/** Moves a branch and lets everything that follows from a push happen. */
export async function moveBranch(
  world: World,
  repository: Repository,
  { branch, to, actor, type }: Move,
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const before = (await repository.git.commit(ref))?.sha;
  if (before === to) return;
  const kind = type ?? (await kindOf(repository, before, to));
  await repository.git.setRef(ref, to);
  const timestamp = world.clock.stamp();
  repository.pushedAt = timestamp;
  const activity: PushActivity = {
    id: world.nextId(),
    before: before ?? nothing,
    after: to ?? nothing,
    ref,
    timestamp,
    type: kind,
    actor: actor.account,
  };
  repository.activity.push(activity);
  await announcePush(world, repository, activity, actor);
  await followPush(world, { source: repository, branch, sha: to, actor });
}
