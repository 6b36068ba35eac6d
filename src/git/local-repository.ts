import { lstat, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { TreeEntry } from "../core/migration/compare-trees.ts";
import type { RepositoryFile } from "../core/migration/migration.ts";
import { gitBlobId, type ObjectFormat } from "../operations/git-blob-id.ts";
import type { Repository } from "../operations/ports/code-host.ts";
import { filesNaming } from "./files-naming.ts";
import { git, records } from "./git.ts";
import { readOrigin } from "./read-origin.ts";

/** Stands for the work tree where a commit is asked for: HEAD with what is not committed yet. */
export const workTree = "WORK-TREE";

/** A local clone, read as src/github reads a remote one. */
export interface LocalRepository
  extends Pick<Repository, "origin" | "tip" | "tree" | "blob" | "search" | "ownersFile" | "ownersFiles"> {
  mergeBase(ref: string): Promise<string>;
}

export async function openLocalRepository(cwd: string): Promise<LocalRepository> {
  const root = (await git(cwd, ["rev-parse", "--show-toplevel"])).toString().trim();
  /** By blob id: what the work tree holds, and what git has been asked for. */
  const contents = new Map<string, Uint8Array | Promise<Uint8Array>>();
  const listed = new Set<string>();
  const list = async (commit: string, wanted: (path: string) => boolean) => {
    const entries = await readTree(root, commit, wanted);
    for (const { blob } of entries) listed.add(blob);
    return entries;
  };
  const blob = async (id: string) => {
    if (!contents.has(id))
      readListed(
        root,
        [...listed.add(id)].filter((one) => !contents.has(one)),
        contents,
      );
    return contents.get(id) as Promise<Uint8Array>;
  };
  return {
    origin: () => readOrigin(root),
    // Another repository's: nobody sees it from here. --floor names a copy.
    ownersFile: async () => undefined,
    ownersFiles: async () => ({ owner: "", sight: "elsewhere" }),
    tip: (branch) => tipOf(root, branch),
    mergeBase: async (ref) => (await git(root, ["merge-base", ref, "HEAD"])).toString().trim(),
    tree: async (commit, wanted) => {
      if (commit !== workTree) return list(commit, wanted);
      const files = await readUncommitted(root, wanted);
      for (const { file } of files) if (file) contents.set(file.blob, file.content);
      return overlay(await list("HEAD", wanted), files);
    },
    blob,
    async search(_, { files, words, look, answer }) {
      const named = await filesNaming(root, words);
      const read = files.filter(({ path, blob: id }) => named.has(path) || contents.has(id));
      // Only these are read together: of the rest git has looked at the words already.
      listed.clear();
      for (const { blob: id } of read) listed.add(id);
      for (const { path, blob: id } of read) look(path, await blob(id));
      return answer();
    },
  };
}

/** Git before 2.25 knows one format alone, and prints the question back. */
async function readFormat(root: string): Promise<ObjectFormat> {
  const said = await git(root, ["rev-parse", "--show-object-format"]);
  return said.toString().trim() === "sha256" ? "sha256" : "sha1";
}

/** GitHub's tip as it was last fetched; a branch that was never fetched may be one of this clone alone. */
async function tipOf(root: string, branch: string): Promise<string | undefined> {
  const refs = [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`];
  const found = await git(root, ["for-each-ref", "--format=%(refname) %(objectname)", ...refs]);
  const tips = new Map(
    found
      .toString()
      .trim()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
  return refs.map((ref) => tips.get(ref)).find((tip) => tip !== undefined);
}

/** One `git cat-file --batch` for all that was listed so far: a process for each blob would take minutes. */
function readListed(
  root: string,
  ids: readonly string[],
  contents: Map<string, Uint8Array | Promise<Uint8Array>>,
) {
  const output = git(root, ["cat-file", "--batch"], `${ids.join("\n")}\n`).then((bytes) =>
    readBatch(bytes, ids),
  );
  for (const id of ids)
    contents.set(
      id,
      output.then((blobs) => blobs.get(id) as Uint8Array),
    );
}

/** https://git-scm.com/docs/git-cat-file#_batch_output; a submodule's commit is not here and has no bytes. */
function readBatch(output: Buffer, ids: readonly string[]): Map<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf("\n", at) + 1;
    const [, type, size] = output.toString("latin1", at, end - 1).split(" ");
    const length = type === "missing" ? 0 : Number(size);
    blobs.set(id, output.subarray(end, end + length));
    at = type === "missing" ? end : end + length + 1;
  }
  return blobs;
}

async function readTree(
  root: string,
  commit: string,
  wanted: (path: string) => boolean,
): Promise<TreeEntry[]> {
  const listed = records(await git(root, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit]));
  return listed.flatMap((record) => {
    const [, mode = "", blob = "", size = "", path = ""] =
      /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t(.*)$/s.exec(record) ?? [];
    return wanted(path) ? [{ path, mode, blob, ...(size !== "-" && { size: Number(size) }) }] : [];
  });
}

export type WorkFile = Omit<RepositoryFile, "blob">;

interface Uncommitted {
  path: string;
  /** undefined = deleted. */
  file: RepositoryFile | undefined;
}

async function readUncommitted(root: string, wanted: (path: string) => boolean): Promise<Uncommitted[]> {
  const [format, changed, untracked] = await Promise.all([
    readFormat(root),
    git(root, ["diff", "--name-only", "-z", "--no-renames", "HEAD"]),
    git(root, ["ls-files", "-z", "--others", "--exclude-standard", "--full-name"]),
  ]);
  const paths = [...new Set([...records(changed), ...records(untracked)])].filter(wanted);
  return Promise.all(
    paths.map(async (path) => {
      const file = await readWorkFile(root, path);
      return { path, file: file && { ...file, blob: gitBlobId(file.content, format) } };
    }),
  );
}

function overlay(head: readonly TreeEntry[], files: readonly Uncommitted[]): TreeEntry[] {
  const touched = new Set(files.map(({ path }) => path));
  const fresh = files.flatMap(({ file }) =>
    file ? [{ path: file.path, mode: file.mode, blob: file.blob, size: file.content.length }] : [],
  );
  return [...head.filter(({ path }) => !touched.has(path)), ...fresh].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

/** A file with the mode and the bytes that git would store; undefined = there is none. */
export async function readWorkFile(root: string, path: string): Promise<WorkFile | undefined> {
  const absolute = join(root, path);
  const stat = await lstat(absolute).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!stat) return undefined;
  const content = stat.isSymbolicLink() ? Buffer.from(await readlink(absolute)) : await readFile(absolute);
  const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 0o111 ? "100755" : "100644";
  return { path, mode, content };
}
