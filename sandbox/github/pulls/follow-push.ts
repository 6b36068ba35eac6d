import type { Actor } from "../access/token.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import type { World } from "../world.ts";
import { announcePull } from "./announce-pull.ts";

/** Brings a pull request's head into the repository that it asks to be merged into: a fork has objects of its own. */
export async function fetchHead(repository: Repository, pull: Pull): Promise<void> {
  const ref = `refs/pull/${pull.number}/head`;
  const from = pull.head.repository;
  if (from === repository) await repository.git.setRef(ref, pull.head.sha);
  else await repository.git.fetch(from.git.directory, `refs/heads/${pull.head.ref}`, ref);
}

async function sameDifference(repository: Repository, pull: Pull, before: string): Promise<boolean> {
  const base = `refs/heads/${pull.base.ref}`;
  const patchOf = async (head: string) => {
    const start = await repository.git.mergeBase(base, head);
    return start === undefined ? undefined : JSON.stringify(await repository.git.diff(start, head));
  };
  const [old, now] = [await patchOf(before), await patchOf(pull.head.sha)];
  return old !== undefined && old === now;
}

/** What GitHub was observed to do: `commit_id` of older reviews names the new head, though nobody saw it. */
async function moveReviews(world: World, repository: Repository, pull: Pull, before: string): Promise<void> {
  if (world.reviewFollowsHead === "never") return;
  if (world.reviewFollowsHead === "same-difference" && !(await sameDifference(repository, pull, before)))
    return;
  for (const review of pull.reviews) if (review.commit === before) review.commit = pull.head.sha;
}

async function synchronise(world: World, repository: Repository, pull: Pull, sha: string, actor: Actor) {
  const before = pull.head.sha;
  const tip = await repository.git.commit(`refs/heads/${pull.base.ref}`);
  pull.head.sha = sha;
  pull.base.sha = tip?.sha ?? pull.base.sha;
  pull.updatedAt = world.clock.stamp();
  await fetchHead(repository, pull);
  await moveReviews(world, repository, pull, before);
  await announcePull({ world, repository, pull, actor, action: "synchronize", more: { before, after: sha } });
}

/** Every open pull request from a branch follows what is pushed to it; one whose branch is gone is closed. */
export async function followPush(
  world: World,
  {
    source,
    branch,
    sha,
    actor,
  }: { source: Repository; branch: string; sha: string | undefined; actor: Actor },
): Promise<void> {
  for (const repository of world.repositories.values()) {
    for (const pull of repository.pulls.values()) {
      const { head, state } = pull;
      if (state !== "open" || head.repository !== source || head.ref !== branch || head.sha === sha) continue;
      if (sha !== undefined) {
        await synchronise(world, repository, pull, sha, actor);
        continue;
      }
      pull.state = "closed";
      pull.closedAt = world.clock.stamp();
      await announcePull({ world, repository, pull, actor, action: "closed" });
    }
  }
}
