import type { Actor } from "../access/token.ts";
import { invalid } from "../http/refusal.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import type { World } from "../world.ts";
import { announcePull } from "./announce-pull.ts";
import { fetchHead } from "./follow-push.ts";

export interface NewPull {
  title: string;
  body?: string | null;
  head: string;
  base: string;
  draft?: boolean;
}

/** `branch`, or `owner:branch` for the repository of that owner in the same network. */
function findHead(
  world: World,
  repository: Repository,
  head: string,
): { source: Repository; branch: string } {
  const [, owner, branch] = /^([^:]+):(.+)$/.exec(head) ?? [];
  if (owner === undefined || branch === undefined) return { source: repository, branch: head };
  const network = [...world.repositories.values()].filter(
    (one) => one === repository || one.parent === repository,
  );
  const source = network.find((one) => one.owner.login.toLowerCase() === owner.toLowerCase());
  if (!source) throw failed("head", "invalid");
  return { source, branch };
}

function failed(field: string, code: string) {
  return invalid("Validation Failed", [{ resource: "PullRequest", field, code }]);
}

export async function openPull(
  world: World,
  repository: Repository,
  asked: NewPull,
  actor: Actor,
): Promise<Pull> {
  const { source, branch } = findHead(world, repository, asked.head);
  const head = await source.git.commit(`refs/heads/${branch}`);
  const base = await repository.git.commit(`refs/heads/${asked.base}`);
  if (!head) throw failed("head", "invalid");
  if (!base) throw failed("base", "invalid");
  const open = [...repository.pulls.values()].filter(({ state }) => state === "open");
  if (
    open.some(
      (one) => one.head.repository === source && one.head.ref === branch && one.base.ref === asked.base,
    )
  ) {
    const message = `A pull request already exists for ${source.owner.login}:${branch}.`;
    throw invalid("Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);
  }
  if (source === repository && (await source.git.isAncestor(head.sha, base.sha))) {
    const message = `No commits between ${asked.base} and ${branch}`;
    throw invalid("Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);
  }
  const stamp = world.clock.stamp();
  const pull: Pull = {
    id: world.nextId(),
    number: repository.nextNumber++,
    title: asked.title,
    body: asked.body ?? null,
    author: actor.account,
    state: "open",
    draft: asked.draft ?? false,
    createdAt: stamp,
    updatedAt: stamp,
    closedAt: null,
    mergedAt: null,
    mergedBy: undefined,
    mergeCommit: undefined,
    base: { ref: asked.base, sha: base.sha },
    head: { repository: source, ref: branch, sha: head.sha },
    retargeted: [],
    labels: [],
    requestedUsers: [],
    requestedTeams: [],
    reviews: [],
    reviewComments: [],
    landed: [],
  };
  repository.pulls.set(pull.number, pull);
  await fetchHead(repository, pull);
  await announcePull({ world, repository, pull, actor, action: "opened" });
  return pull;
}
