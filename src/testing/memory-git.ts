import { createHash } from "node:crypto";
import type { Commit, Repository } from "../operations/ports/code-host.ts";

interface MemoryCommit extends Commit {
  /** Contents by path. */
  files: ReadonlyMap<string, string>;
}

export interface MemoryGit {
  branches: Map<string, string>;
  /** Adds a commit and gives its id. */
  commit(commit: Omit<MemoryCommit, "sha">): string;
  at(sha: string): MemoryCommit;
  /** Contents by path, in the owner's `.github` repository. */
  ownersFiles: Map<string, string>;
  repository: Repository;
}

/** Git as a map: commits by id, branches by name. Every file is a plain file. */
export function memoryGit(): MemoryGit {
  const commits = new Map<string, MemoryCommit>();
  const blobs = new Map<string, string>();
  const [branches, ownersFiles] = [new Map<string, string>(), new Map<string, string>()];
  const at = (sha: string) => {
    const found = commits.get(sha);
    if (!found) throw new Error(`There is no commit ${sha}.`);
    return found;
  };
  /** Nearest first. */
  const ancestors = (sha: string): string[] => {
    const found = new Set([sha]);
    for (const each of found) for (const parent of at(each).parents) found.add(parent);
    return [...found];
  };
  return {
    branches,
    at,
    ownersFiles,
    commit(commit) {
      const sha = sha1(`${commits.size} ${JSON.stringify([...commit.files])}`);
      commits.set(sha, { sha, ...commit });
      for (const content of commit.files.values()) blobs.set(blobId(content), content);
      return sha;
    },
    repository: {
      defaultBranch: async () => "main",
      origin: async () => ({ repository: { id: "1", name: "acme/shop" } }),
      tip: async (branch) => branches.get(branch),
      async tree(sha, wanted) {
        const files = [...at(sha).files].filter(([path]) => wanted(path)).sort();
        return files.map(([path, content]) => entryOf(path, content));
      },
      async search(sha, { files, look, answer }) {
        for (const { path } of files) look(path, encode(at(sha).files.get(path)));
        return answer();
      },
      histories: async (tips) => tips.map((sha) => (commits.has(sha) ? ancestors(sha) : [])),
      blobIds: async (shas, path) => blobIds(shas.map(at), path),
      blob: async (id) => encode(blobs.get(id)),
      async compare(base, head) {
        if (!commits.has(base) || !commits.has(head)) return undefined;
        const [ours, theirs] = [ancestors(head), ancestors(base)];
        const mergeBase = ours.find((sha) => theirs.includes(sha));
        if (mergeBase === undefined) return undefined;
        const ahead = ours.filter((sha) => !theirs.includes(sha));
        const behind = theirs.filter((sha) => !ours.includes(sha)).length;
        const list = ahead.map(at).reverse();
        return { mergeBase, ahead: ahead.length, behind, commits: async () => list };
      },
      async lastChange(sha, path) {
        const content = at(sha).files.get(path);
        let found = sha;
        for (const each of ancestors(sha)) if (at(each).files.get(path) === content) found = each;
        return content === undefined ? undefined : found;
      },
      ownersFiles: async () => ({ owner: "acme", sight: "unseen" }),
      ownersFile: async (path) => ownersFileOf(path, ownersFiles.get(path)),
    },
  };
}

function encode(text: string | undefined): Uint8Array {
  return new TextEncoder().encode(text);
}

function blobIds(commits: readonly MemoryCommit[], path: string): Map<string, string> {
  const texts = commits.map(({ sha, files }) => [sha, files.get(path)] as const);
  return new Map(texts.flatMap(([sha, text]) => (text === undefined ? [] : [[sha, blobId(text)]])));
}

function ownersFileOf(path: string, content: string | undefined) {
  if (content === undefined) return undefined;
  return { name: `acme/.github/${path}`, bytes: encode(content) };
}

function entryOf(path: string, content: string) {
  return { path, mode: "100644", blob: blobId(content), size: Buffer.byteLength(content) };
}

function blobId(content: string): string {
  return sha1(`blob ${Buffer.byteLength(content)}\0${content}`);
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
