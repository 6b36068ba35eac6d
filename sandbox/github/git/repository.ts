import { mkdir } from "node:fs/promises";
import { type Commit, parseCommit, type Signature } from "./commit.ts";
import { diffTrees, type FileDiff } from "./diff.ts";
import { git, gitLine } from "./git.ts";
import { mergeTrees } from "./merge-trees.ts";
import { type GitObject, openObjectReader } from "./object-reader.ts";

export interface TreeEntry {
  path: string;
  mode: string;
  type: "blob" | "tree" | "commit";
  sha: string;
  size: number | undefined;
}

/** A real bare repository: git itself answers what a tree, a merge base or a diff is. */
export interface GitRepository {
  directory: string;
  object(revision: string): Promise<GitObject | undefined>;
  /** The commit that a branch, tag or SHA names. */
  commit(revision: string): Promise<Commit | undefined>;
  tree(sha: string, recursive: boolean): Promise<TreeEntry[]>;
  diff(from: string, to: string): Promise<FileDiff[]>;
  mergeBase(one: string, other: string): Promise<string | undefined>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** Commits reachable from `to` and not from `from`, newest first; at most `limit`. */
  log(options: { from?: string; to: string; path?: string; limit?: number }): Promise<Commit[]>;
  refs(prefix: string): Promise<{ ref: string; sha: string }[]>;
  setRef(ref: string, sha: string | undefined): Promise<void>;
  writeCommit(commit: Omit<Commit, "sha">): Promise<string>;
  merge(trees: { base: string; ours: string; theirs: string }): Promise<string | undefined>;
  fetch(from: string, ref: string, as: string): Promise<void>;
  close(): void;
}

function signature(role: "AUTHOR" | "COMMITTER", { name, email, date }: Signature): Record<string, string> {
  return { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: email, [`GIT_${role}_DATE`]: date };
}

async function listTree(directory: string, sha: string, recursive: boolean): Promise<TreeEntry[]> {
  const flags = recursive ? ["-r", "-t"] : [];
  const listing = (await git(directory, ["ls-tree", ...flags, "-l", "-z", sha])).toString();
  return listing
    .split("\0")
    .filter(Boolean)
    .map((line) => {
      const [, mode = "", type = "", entry = "", size = "", path = ""] =
        /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/s.exec(line) ?? [];
      return {
        path,
        mode,
        type: type as TreeEntry["type"],
        sha: entry,
        size: size === "-" ? undefined : Number(size),
      };
    });
}

export async function createGitRepository(directory: string): Promise<GitRepository> {
  await mkdir(directory, { recursive: true });
  await git(directory, ["init", "--bare", "-q", "--initial-branch=main"]);
  const objects = openObjectReader(directory);
  const commits = new Map<string, Commit>();

  async function commit(revision: string): Promise<Commit | undefined> {
    const known = commits.get(revision);
    if (known) return known;
    const object = await objects.read(`${revision}^{commit}`);
    if (object?.type !== "commit") return undefined;
    const parsed = parseCommit(object.sha, object.bytes);
    commits.set(parsed.sha, parsed);
    return parsed;
  }

  async function mergeBase(one: string, other: string): Promise<string | undefined> {
    const found = await gitLine(directory, ["merge-base", one, other], { accept: (code) => code <= 1 });
    return found === "" ? undefined : found;
  }

  return {
    directory,
    object: (revision) => objects.read(revision),
    commit,
    tree: (sha, recursive) => listTree(directory, sha, recursive),
    diff: (from, to) => diffTrees(directory, from, to),
    mergeBase,
    isAncestor: async (ancestor, descendant) => (await mergeBase(ancestor, descendant)) === ancestor,
    async log({ from, to, path, limit }) {
      const range = from ? `${from}..${to}` : to;
      const bound = limit === undefined ? [] : [`--max-count=${limit}`];
      const tail = path === undefined ? [] : ["--", path];
      const shas = await gitLine(directory, ["rev-list", "--topo-order", ...bound, range, ...tail]);
      const found = await Promise.all(shas.split("\n").filter(Boolean).map(commit));
      return found.filter((one) => one !== undefined);
    },
    async refs(prefix) {
      const lines = await gitLine(directory, ["for-each-ref", "--format=%(objectname) %(refname)", prefix]);
      return lines
        .split("\n")
        .filter(Boolean)
        .map((line) => ({ sha: line.slice(0, 40), ref: line.slice(41) }));
    },
    async setRef(ref, sha) {
      await git(directory, sha === undefined ? ["update-ref", "-d", ref] : ["update-ref", ref, sha]);
    },
    writeCommit({ tree, parents, author, committer, message }) {
      const env = { ...signature("AUTHOR", author), ...signature("COMMITTER", committer) };
      const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
      return gitLine(directory, args, { env, input: message });
    },
    merge: (trees) => mergeTrees(directory, trees),
    async fetch(from, ref, as) {
      await git(directory, ["fetch", "-q", "--no-tags", from, `+${ref}:${as}`]);
    },
    close: () => objects.close(),
  };
}
