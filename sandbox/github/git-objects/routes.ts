import { moveBranch } from "../branches/move-branch.ts";
import { renderGitCommit } from "../commits/render-commit.ts";
import { writeTree } from "../git/tree-files.ts";
import { writeObject } from "../git/write-object.ts";
import { invalid, notFound, Refusal } from "../http/refusal.ts";
import type { Repository } from "../repositories/repository.ts";
import {
  type Answer,
  bodyOf,
  created,
  noContent,
  ok,
  pathOf,
  queryOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { emailOf, nodeId, type World } from "../world.ts";

function gitUrl(world: World, repository: Repository): string {
  return `${world.url}/repos/${repository.fullName}/git`;
}

async function renderTree({ world, repository }: RepositoryCall, sha: string, recursive: boolean) {
  const url = gitUrl(world, repository);
  const entries = await repository.git.tree(sha, recursive);
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: entries.map(({ size, ...entry }) => ({
      ...entry,
      ...(size === undefined ? {} : { size }),
      ...(entry.type === "commit" ? {} : { url: `${url}/${entry.type}s/${entry.sha}` }),
    })),
    truncated: false,
  };
}

async function getTree(call: RepositoryCall): Promise<Answer> {
  const name = pathOf(call, "tree_sha");
  const commit =
    (await call.repository.git.commit(`refs/heads/${name}`)) ?? (await call.repository.git.commit(name));
  const tree = await call.repository.git.object(commit?.tree ?? name);
  if (tree?.type !== "tree") throw notFound();
  return ok(await renderTree(call, tree.sha, queryOf<string>(call, "recursive") !== undefined));
}

async function getBlob(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const sha = pathOf(call, "file_sha");
  const blob = await repository.git.object(sha);
  if (blob?.type !== "blob") throw notFound();
  if (call.accept.includes("raw"))
    return { status: 200, raw: { type: "application/vnd.github.raw", bytes: blob.bytes } };
  const content = blob.bytes.toString("base64").replace(/.{60}/g, "$&\n");
  const url = `${gitUrl(world, repository)}/blobs/${sha}`;
  const size = blob.bytes.length;
  return ok({
    sha,
    node_id: nodeId("B", repository.id),
    size,
    url,
    content: `${content}\n`,
    encoding: "base64",
  });
}

async function getGitCommit(call: RepositoryCall): Promise<Answer> {
  const commit = await call.repository.git.commit(pathOf(call, "commit_sha"));
  if (!commit) throw notFound();
  return ok(renderGitCommit(call.world, call.repository, commit));
}

async function createBlob(call: RepositoryCall): Promise<Answer> {
  const { content, encoding } = bodyOf<{ content: string; encoding?: string }>(call);
  const bytes = Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
  const sha = await writeObject(call.repository.git.directory, "blob", bytes);
  return created({ sha, url: `${gitUrl(call.world, call.repository)}/blobs/${sha}` });
}

interface NewTree {
  base_tree?: string;
  tree: { path: string; mode: string; sha?: string | null; content?: string }[];
}

async function createTree(call: RepositoryCall): Promise<Answer> {
  const { base_tree, tree } = bodyOf<NewTree>(call);
  const { directory } = call.repository.git;
  const edits = [];
  for (const { path, mode, sha, content } of tree) {
    edits.push({
      path,
      mode,
      sha: sha !== undefined ? sha : await writeObject(directory, "blob", content ?? ""),
    });
  }
  return created(await renderTree(call, await writeTree(directory, base_tree, edits), false));
}

interface NewCommit {
  message: string;
  tree: string;
  parents?: string[];
  author?: { name: string; email: string; date?: string };
  committer?: { name?: string; email?: string; date?: string };
}

async function createCommit(call: RepositoryCall): Promise<Answer> {
  const { message, tree, parents = [], author, committer } = bodyOf<NewCommit>(call);
  const { account } = call.actor;
  const caller = { name: account.login, email: emailOf(account), date: call.world.clock.stamp() };
  const written = { ...caller, ...author };
  const commit = { tree, parents, message, author: written, committer: { ...written, ...committer } };
  const sha = await call.repository.git.writeCommit(commit);
  return created(renderGitCommit(call.world, call.repository, { sha, ...commit }));
}

function renderRef({ world, repository }: RepositoryCall, ref: string, sha: string) {
  const url = gitUrl(world, repository);
  const object = { type: "commit", sha, url: `${url}/commits/${sha}` };
  return { ref, node_id: nodeId("REF", repository.id), url: `${url}/${ref}`, object };
}

async function getRef(call: RepositoryCall): Promise<Answer> {
  const ref = `refs/${pathOf(call, "ref")}`;
  const commit = await call.repository.git.commit(ref);
  if (!commit) throw notFound();
  return ok(renderRef(call, ref, commit.sha));
}

async function listMatchingRefs(call: RepositoryCall): Promise<Answer> {
  const prefix = `refs/${pathOf(call, "ref")}`;
  const refs = (await call.repository.git.refs("refs")).filter(({ ref }) => ref.startsWith(prefix));
  return ok(refs.map(({ ref, sha }) => renderRef(call, ref, sha)));
}

async function requireCommit(repository: Repository, sha: string): Promise<string> {
  const commit = await repository.git.commit(sha);
  if (!commit) throw invalid("Object does not exist");
  return commit.sha;
}

async function moveRef({ world, repository, actor }: RepositoryCall, ref: string, to: string | undefined) {
  const branch = ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : undefined;
  if (branch === undefined) await repository.git.setRef(ref, to);
  else await moveBranch(world, repository, { branch, to, actor });
}

async function createRef(call: RepositoryCall): Promise<Answer> {
  const { ref, sha } = bodyOf<{ ref: string; sha: string }>(call);
  if (await call.repository.git.commit(ref)) throw invalid("Reference already exists");
  const to = await requireCommit(call.repository, sha);
  await moveRef(call, ref, to);
  return created(renderRef(call, ref, to));
}

async function updateRef(call: RepositoryCall): Promise<Answer> {
  const ref = `refs/${pathOf(call, "ref")}`;
  const { sha, force = false } = bodyOf<{ sha: string; force?: boolean }>(call);
  const { git } = call.repository;
  const now = await git.commit(ref);
  if (!now) throw invalid("Reference does not exist");
  const to = await requireCommit(call.repository, sha);
  if (!force && !(await git.isAncestor(now.sha, to))) throw invalid("Update is not a fast forward");
  await moveRef(call, ref, to);
  return ok(renderRef(call, ref, to));
}

async function deleteRef(call: RepositoryCall): Promise<Answer> {
  const ref = `refs/${pathOf(call, "ref")}`;
  if (!(await call.repository.git.commit(ref))) throw new Refusal(422, "Reference does not exist");
  await moveRef(call, ref, undefined);
  return noContent();
}

const base = "/repos/{owner}/{repo}/git";
const write = writing("write", "contents");
const read = reading("contents");

export const gitObjectRoutes: Route[] = [
  { operation: `GET ${base}/trees/{tree_sha}`, needs: read, handle: getTree },
  { operation: `GET ${base}/blobs/{file_sha}`, needs: read, handle: getBlob },
  { operation: `GET ${base}/commits/{commit_sha}`, needs: read, handle: getGitCommit },
  { operation: `GET ${base}/ref/{ref}`, needs: read, handle: getRef },
  { operation: `GET ${base}/matching-refs/{ref}`, needs: read, handle: listMatchingRefs },
  { operation: `POST ${base}/blobs`, needs: write, handle: createBlob },
  { operation: `POST ${base}/trees`, needs: write, handle: createTree },
  { operation: `POST ${base}/commits`, needs: write, handle: createCommit },
  { operation: `POST ${base}/refs`, needs: write, handle: createRef },
  { operation: `PATCH ${base}/refs/{ref}`, needs: write, handle: updateRef },
  { operation: `DELETE ${base}/refs/{ref}`, needs: write, handle: deleteRef },
];
