import { join } from "node:path";
import type { Account } from "../accounts/account.ts";
import { createGitRepository } from "../git/repository.ts";
import { writeTree } from "../git/tree-files.ts";
import { writeObject } from "../git/write-object.ts";
import { findAccount, type World, webFlow } from "../world.ts";
import type { Repository } from "./repository.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

export interface NewRepository {
  owner: string;
  name: string;
  /** The first commit of the default branch. */
  files: Files;
  secrets?: Record<string, string>;
  private?: boolean;
}

const nothing = "0".repeat(40);

async function writeFirstCommit(world: World, repository: Repository, files: Files): Promise<void> {
  const { git } = repository;
  const edits = [];
  for (const [path, content] of Object.entries(files))
    edits.push({ path, sha: await writeObject(git.directory, "blob", content) });
  const tree = await writeTree(git.directory, undefined, edits);
  const author = { ...webFlow, date: repository.createdAt };
  const after = await git.writeCommit({
    tree,
    parents: [],
    author,
    committer: author,
    message: "Initial commit",
  });
  const ref = `refs/heads/${repository.defaultBranch}`;
  await git.setRef(ref, after);
  const { createdAt: timestamp, owner: actor } = repository;
  const push = {
    id: world.nextId(),
    before: nothing,
    after,
    ref,
    timestamp,
    type: "branch_creation",
    actor,
  } as const;
  repository.activity.push(push);
}

async function emptyRepository(world: World, owner: Account, asked: NewRepository): Promise<Repository> {
  const fullName = `${owner.login}/${asked.name}`;
  const createdAt = world.clock.stamp();
  return {
    id: world.nextId(),
    owner,
    name: asked.name,
    fullName,
    private: asked.private ?? true,
    defaultBranch: "main",
    createdAt,
    pushedAt: createdAt,
    git: await createGitRepository(join(world.directory, `${fullName}.git`)),
    parent: undefined,
    secrets: asked.secrets ?? {},
    collaborators: new Map(),
    teams: new Map(),
    protections: new Map(),
    environments: new Map(),
    labels: new Map(),
    nextNumber: 1,
    pulls: new Map(),
    comments: [],
    checkRuns: [],
    statuses: [],
    deployments: [],
    runs: [],
    activity: [],
  };
}

function ownerNamed(world: World, login: string): Account {
  const owner = findAccount(world, login);
  if (!owner) throw new Error(`There is no account ${login} to own a repository.`);
  return owner;
}

/** Starts quietly: no event tells of the first commit. */
export async function createRepository(world: World, asked: NewRepository): Promise<Repository> {
  const repository = await emptyRepository(world, ownerNamed(world, asked.owner), asked);
  await writeFirstCommit(world, repository, asked.files);
  world.repositories.set(repository.fullName.toLowerCase(), repository);
  return repository;
}

/** A repository of somebody else's with the same history, from which pull requests can be opened. */
export async function forkRepository(world: World, parent: Repository, owner: string): Promise<Repository> {
  const { name, private: hidden } = parent;
  const fork = await emptyRepository(world, ownerNamed(world, owner), {
    owner,
    name,
    files: {},
    private: hidden,
  });
  for (const { ref } of await parent.git.refs("refs/heads"))
    await fork.git.fetch(parent.git.directory, ref, ref);
  fork.parent = parent;
  world.repositories.set(fork.fullName.toLowerCase(), fork);
  return fork;
}

export function findRepository(world: World, fullName: string): Repository {
  const repository = world.repositories.get(fullName.toLowerCase());
  if (!repository) throw new Error(`There is no repository ${fullName}.`);
  return repository;
}
