import type { Actor } from "../access/token.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import { type World, webFlow } from "../world.ts";
import { mergedTree } from "./mergeability.ts";
import { renderPull } from "./render-pull.ts";

/**
 * The commit that `pull_request` workflows run on, kept at refs/pull/N/merge; undefined while there is a conflict, when
 * GitHub starts none of them.
 */
async function testMerge(repository: Repository, pull: Pull): Promise<string | undefined> {
  const tree = pull.state === "open" ? await mergedTree(repository, pull) : undefined;
  const base = await repository.git.commit(`refs/heads/${pull.base.ref}`);
  if (!tree || !base) return undefined;
  const author = { ...webFlow, date: pull.updatedAt };
  const message = `Merge ${pull.head.sha} into ${base.sha}`;
  const commit = { tree, parents: [base.sha, pull.head.sha], author, committer: author, message };
  const sha = await repository.git.writeCommit(commit);
  await repository.git.setRef(`refs/pull/${pull.number}/merge`, sha);
  return sha;
}

/** Where the workflows of an event about a pull request run: on its test merge. */
export async function onTestMerge(repository: Repository, pull: Pull, event: string) {
  const sha = (await testMerge(repository, pull)) ?? (pull.state === "closed" ? pull.mergeCommit : undefined);
  return sha === undefined ? [] : [{ event, ref: `refs/pull/${pull.number}/merge`, sha }];
}

/** Where workflows of trusted events run: on the default branch. */
export async function onDefaultBranch(repository: Repository, event: string) {
  const tip = await repository.git.commit(`refs/heads/${repository.defaultBranch}`);
  return tip ? [{ event, ref: `refs/heads/${repository.defaultBranch}`, sha: tip.sha }] : [];
}

export interface PullNews {
  world: World;
  repository: Repository;
  pull: Pull;
  actor: Actor;
  action: string;
  more?: Record<string, unknown>;
}

/** The `pull_request` event, and the workflows of `pull_request` and `pull_request_target`. */
export async function announcePull({
  world,
  repository,
  pull,
  actor,
  action,
  more = {},
}: PullNews): Promise<void> {
  world.events.emit({
    event: "pull_request",
    action,
    repository,
    actor,
    payload: { number: pull.number, pull_request: await renderPull(world, repository, pull), ...more },
    workflows: [
      ...(await onTestMerge(repository, pull, "pull_request")),
      ...(await onDefaultBranch(repository, "pull_request_target")),
    ],
  });
}
