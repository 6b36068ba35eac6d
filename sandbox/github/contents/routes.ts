import { moveBranch } from "../branches/move-branch.ts";
import { findCommit } from "../commits/find-commit.ts";
import { renderGitCommit } from "../commits/render-commit.ts";
import type { Commit } from "../git/commit.ts";
import { writeTree } from "../git/tree-files.ts";
import { writeObject } from "../git/write-object.ts";
import { notFound, Refusal } from "../http/refusal.ts";
import {
  type Answer,
  bodyOf,
  ok,
  pathOf,
  queryOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { emailOf } from "../world.ts";

function renderEntry(
  { world, repository }: RepositoryCall,
  ref: string,
  path: string,
  sha: string,
  size: number,
) {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const url = `${world.url}/repos/${repository.fullName}/contents/${encoded}?ref=${ref}`;
  const git_url = `${world.url}/repos/${repository.fullName}/git/blobs/${sha}`;
  const html_url = `${world.url}/${repository.fullName}/blob/${ref}/${encoded}`;
  const download_url = `${world.url}/${repository.fullName}/raw/${ref}/${encoded}`;
  const name = path.split("/").at(-1) ?? path;
  const _links = { self: url, git: git_url, html: html_url };
  return { name, path, sha, size, url, html_url, git_url, download_url, _links };
}

async function startCommit(call: RepositoryCall, ref: string): Promise<Commit> {
  try {
    return await findCommit(call.repository, ref);
  } catch (cause) {
    throw cause instanceof Refusal ? new Refusal(404, `No commit found for the ref ${ref}`) : cause;
  }
}

async function getContent(call: RepositoryCall): Promise<Answer> {
  const { git, defaultBranch } = call.repository;
  const path = pathOf(call, "path").replace(/\/$/, "");
  const ref = queryOf<string>(call, "ref") ?? defaultBranch;
  const commit = await startCommit(call, ref);
  const object = await git.object(`${commit.sha}:${path}`);
  if (!object) throw notFound();
  if (object.type === "tree") {
    const entries = (await git.tree(object.sha, false)).filter(({ type }) => type !== "commit");
    const prefix = path === "" ? "" : `${path}/`;
    return ok(
      entries.map(({ path: name, sha, size = 0, type }) => ({
        ...renderEntry(call, ref, `${prefix}${name}`, sha, size),
        type: type === "tree" ? "dir" : "file",
      })),
    );
  }
  if (call.accept.includes("raw"))
    return { status: 200, raw: { type: "application/vnd.github.raw", bytes: object.bytes } };
  const content = object.bytes.toString("base64");
  const entry = renderEntry(call, ref, path, object.sha, object.bytes.length);
  return ok({ ...entry, type: "file", content, encoding: "base64" });
}

interface NewContent {
  message: string;
  content: string;
  sha?: string;
  branch?: string;
}

async function putContent(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const path = pathOf(call, "path");
  const { message, content, sha, branch = repository.defaultBranch } = bodyOf<NewContent>(call);
  const parent = await startCommit(call, branch);
  const existing = await repository.git.object(`${parent.sha}:${path}`);
  if (existing && sha === undefined) throw new Refusal(422, `Invalid request.\n\n"sha" wasn't supplied.`);
  if (existing && existing.sha !== sha) throw new Refusal(409, `${path} does not match ${sha}`);
  const bytes = Buffer.from(content, "base64");
  const blob = await writeObject(repository.git.directory, "blob", bytes);
  const tree = await writeTree(repository.git.directory, parent.tree, [{ path, sha: blob }]);
  const author = { name: actor.account.login, email: emailOf(actor.account), date: world.clock.stamp() };
  const commit = { tree, parents: [parent.sha], author, committer: author, message };
  const written = await repository.git.writeCommit(commit);
  await moveBranch(world, repository, { branch, to: written, actor });
  return {
    status: existing ? 200 : 201,
    body: {
      content: { ...renderEntry(call, branch, path, blob, bytes.length), type: "file" },
      commit: renderGitCommit(world, repository, { sha: written, ...commit }),
    },
  };
}

const contents = "/repos/{owner}/{repo}/contents/{path}";

export const contentRoutes: Route[] = [
  { operation: `GET ${contents}`, needs: reading("contents"), handle: getContent },
  { operation: `PUT ${contents}`, needs: writing("write", "contents"), handle: putContent },
];
