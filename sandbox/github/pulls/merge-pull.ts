import { atLeast } from "../access/permission.ts";
import { roleOf } from "../access/role-of.ts";
import type { Actor } from "../access/token.ts";
import { moveBranch } from "../branches/move-branch.ts";
import type { Commit, Signature } from "../git/commit.ts";
import { Refusal } from "../http/refusal.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import { accountOfEmail, emailOf, type World, webFlow } from "../world.ts";
import { announcePull } from "./announce-pull.ts";
import { mergedTree, missingChecks, protectionOf } from "./mergeability.ts";
import { pullCommits } from "./pull-content.ts";

export interface MergeRequest {
  commit_title?: string;
  commit_message?: string;
  sha?: string;
  merge_method?: "merge" | "squash" | "rebase";
}

interface Merging {
  world: World;
  repository: Repository;
  pull: Pull;
  actor: Actor;
  asked: MergeRequest;
  base: Commit;
  tree: string;
}

function mayBypass(world: World, repository: Repository, pull: Pull, actor: Actor): boolean {
  const protection = protectionOf(repository, pull.base.ref);
  if (!protection || protection.enforceAdmins || actor.kind !== "user") return false;
  return atLeast(roleOf(world, repository, actor.account.login), "admin");
}

async function requireMergeable({ world, repository, pull, actor, asked }: Omit<Merging, "base" | "tree">) {
  if (pull.state !== "open") throw new Refusal(405, "Pull Request is not mergeable");
  if (pull.draft) throw new Refusal(405, "Pull Request is still a draft");
  if (asked.sha !== undefined && asked.sha !== pull.head.sha) {
    throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
  }
  const missing = missingChecks(repository, pull);
  if (missing.length > 0 && !mayBypass(world, repository, pull, actor))
    throw new Refusal(405, missing.join(" "));
  const base = await repository.git.commit(`refs/heads/${pull.base.ref}`);
  const tree = await mergedTree(repository, pull);
  if (!base || !tree) throw new Refusal(405, "Pull Request is not mergeable");
  return { base, tree };
}

function signatureOf({ actor, world }: Merging): Signature {
  return { name: actor.account.login, email: emailOf(actor.account), date: world.clock.stamp() };
}

async function mergeCommit(merging: Merging): Promise<string[]> {
  const { repository, pull, base, tree, asked } = merging;
  const author = signatureOf(merging);
  const title =
    asked.commit_title ??
    `Merge pull request #${pull.number} from ${pull.head.repository.owner.login}/${pull.head.ref}`;
  const message = `${title}\n\n${asked.commit_message ?? pull.title}`;
  const committer = { ...webFlow, date: author.date };
  const parents = [base.sha, pull.head.sha];
  const sha = await repository.git.writeCommit({ tree, parents, author, committer, message });
  return [...(await pullCommits(repository, pull)).map((commit) => commit.sha), sha];
}

/** One commit by the pull request's author; whoever else wrote commits is named as co-author, as GitHub does. */
async function squash(merging: Merging): Promise<string[]> {
  const { world, repository, pull, base, tree, asked } = merging;
  const { date } = signatureOf(merging);
  const commits = await pullCommits(repository, pull);
  const author = { name: pull.author.login, email: emailOf(pull.author), date };
  const others = commits.filter(
    (commit) => accountOfEmail(world, commit.author.email)?.id !== pull.author.id,
  );
  const trailers = new Set(
    others.map((commit) => `Co-authored-by: ${commit.author.name} <${commit.author.email}>`),
  );
  const listed = commits.length > 1 ? commits.map((commit) => `* ${commit.message}`).join("\n\n") : "";
  const body = [asked.commit_message ?? listed, [...trailers].join("\n")].filter(Boolean).join("\n\n");
  const title = asked.commit_title ?? `${pull.title} (#${pull.number})`;
  const message = body === "" ? title : `${title}\n\n${body}`;
  const committer = { ...webFlow, date };
  return [await repository.git.writeCommit({ tree, parents: [base.sha], author, committer, message })];
}

async function rebase(merging: Merging): Promise<string[]> {
  const { repository, pull, base } = merging;
  const landed: string[] = [];
  let tip = base;
  for (const commit of await pullCommits(repository, pull)) {
    const parent = commit.parents[0];
    if (parent === undefined || commit.parents.length > 1) continue;
    const tree = await repository.git.merge({ base: parent, ours: tip.sha, theirs: commit.sha });
    if (!tree) throw new Refusal(405, "This branch can't be rebased");
    const { author, message } = commit;
    const committer = signatureOf(merging);
    const replayed = { tree, parents: [tip.sha], author, committer, message };
    tip = { ...replayed, sha: await repository.git.writeCommit(replayed) };
    landed.push(tip.sha);
  }
  return landed;
}

const methods = { merge: mergeCommit, squash, rebase };

/** Merges as GitHub does, with real commits; gives the commit that the base branch then stands at. */
export async function mergePull(asking: Omit<Merging, "base" | "tree">): Promise<string> {
  const { world, repository, pull, actor, asked } = asking;
  const merging = { ...asking, ...(await requireMergeable(asking)) };
  const landed = await methods[asked.merge_method ?? "merge"](merging);
  const tip = landed.at(-1);
  if (tip === undefined) throw new Refusal(405, "Pull Request is not mergeable");
  const stamp = world.clock.stamp();
  Object.assign(pull, {
    state: "closed",
    mergedAt: stamp,
    closedAt: stamp,
    updatedAt: stamp,
    mergedBy: actor.account,
    mergeCommit: tip,
    landed,
  } satisfies Partial<Pull>);
  pull.base.sha = merging.base.sha;
  await moveBranch(world, repository, { branch: pull.base.ref, to: tip, actor, type: "pr_merge" });
  await announcePull({ world, repository, pull, actor, action: "closed" });
  return tip;
}
