import type { Actor } from "../access/token.ts";
import type { Account } from "../accounts/account.ts";
import type { Signature } from "../git/commit.ts";
import { writeTree } from "../git/tree-files.ts";
import { writeObject } from "../git/write-object.ts";
import type { Repository } from "../repositories/repository.ts";
import { emailOf, findAccount, type World } from "../world.ts";
import { moveBranch } from "./move-branch.ts";

export interface Push {
  branch: string;
  /** Login of who pushes. */
  actor: string;
  message: string;
  /** Null removes a file. */
  files: Readonly<Record<string, string | Uint8Array | null>>;
  /** Who the commit claims wrote it: a login, or any name, address and date. */
  author?: string | Partial<Signature>;
  committer?: string | Partial<Signature>;
  /** Lets the branch lose commits, as `git push --force`. */
  force?: boolean;
  /** The commit to build on, where it is not the branch's tip; the default branch's for a new branch. */
  parent?: string;
}

function sign(
  world: World,
  actor: Account,
  claimed: string | Partial<Signature> | undefined,
  date: string,
): Signature {
  const account = typeof claimed === "string" ? findAccount(world, claimed) : actor;
  if (!account) throw new Error(`There is no user ${claimed} to sign a commit.`);
  const own = { name: account.login, email: emailOf(account), date };
  return typeof claimed === "object" ? { ...own, ...claimed } : own;
}

async function edits(repository: Repository, files: Push["files"]) {
  const written = [];
  for (const [path, content] of Object.entries(files)) {
    written.push({
      path,
      sha: content === null ? null : await writeObject(repository.git.directory, "blob", content),
    });
  }
  return written;
}

/** Commits and pushes as `git push` would, with all that follows from it; gives the new commit. */
export async function pushFiles(world: World, repository: Repository, push: Push): Promise<string> {
  const account = findAccount(world, push.actor);
  if (!account) throw new Error(`There is no user ${push.actor} to push.`);
  const { git, defaultBranch } = repository;
  const tip = await git.commit(`refs/heads/${push.branch}`);
  const parent = await git.commit(push.parent ?? tip?.sha ?? `refs/heads/${defaultBranch}`);
  if (!parent) throw new Error(`${push.parent ?? defaultBranch} is no commit of ${repository.fullName}.`);
  if (tip && !push.force && !(await git.isAncestor(tip.sha, parent.sha))) {
    throw new Error(`${push.branch} would lose commits: push with force.`);
  }
  const tree = await writeTree(git.directory, parent.tree, await edits(repository, push.files));
  const date = world.clock.stamp();
  const author = sign(world, account, push.author, date);
  const committer = sign(world, account, push.committer ?? push.author, date);
  const sha = await git.writeCommit({
    tree,
    parents: [parent.sha],
    author,
    committer,
    message: push.message,
  });
  const actor: Actor = { kind: "user", account };
  await moveBranch(world, repository, { branch: push.branch, to: sha, actor });
  return sha;
}
