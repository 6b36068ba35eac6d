import { mkdir } from "node:fs/promises";
import { type Commit, formatCommit, parseCommit } from "./commit.ts";
import { diffTrees, type FileDiff } from "./diff.ts";
import { git, gitLine } from "./git.ts";
import { mergeTrees } from "./merge-trees.ts";
import { type GitObject, openObjectReader } from "./object-reader.ts";
import { writeObject } from "./write-object.ts";

interface TreeEntry {
  path: string;
  mode: string;
  type: "blob" | "tree" | "commit";
  sha: string;
  size: number | undefined;
}

interface LogOptions {
  from?: string;
  to: string;
  path?: string;
  limit?: number;
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
  log(options: LogOptions): Promise<Commit[]>;
  refs(prefix: string): Promise<{ ref: string; sha: string }[]>;
  setRef(ref: string, sha: string | undefined): Promise<void>;
  writeCommit(commit: Omit<Commit, "sha">): Promise<string>;
  merge(trees: { base: string; ours: string; theirs: string }): Promise<string | undefined>;
  fetch(from: string, ref: string, as: string): Promise<void>;
  close(): void;
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

/** Answers about commits named by SHA never change; each costs git a process. */
function createMemory() {
  const known = new Map<string, Promise<unknown>>();
  return <Answer>(ask: () => Promise<Answer>, question: string, ...shas: string[]): Promise<Answer> => {
    if (!shas.every((sha) => /^[0-9a-f]{40}$/.test(sha))) return ask();
    const key = [question, ...shas].join(" ");
    const answer = (known.get(key) as Promise<Answer> | undefined) ?? ask();
    known.set(key, answer);
    return answer;
  };
}

export async function createGitRepository(directory: string): Promise<GitRepository> {
  await mkdir(directory, { recursive: true });
  await git(directory, ["init", "--bare", "-q", "--initial-branch=main"]);
  const objects = openObjectReader(directory);
  const remember = createMemory();
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
    const [a, b] = [(await commit(one))?.sha ?? one, (await commit(other))?.sha ?? other];
    const ask = () => gitLine(directory, ["merge-base", a, b], { accept: (code) => code <= 1 });
    return (await remember(ask, "merge base", a, b)) || undefined;
  }

  async function log({ from, to, path, limit }: LogOptions): Promise<Commit[]> {
    const range = from ? `${from}..${to}` : to;
    const bound = limit === undefined ? [] : [`--max-count=${limit}`];
    const tail = path === undefined ? [] : ["--", path];
    const ask = () => gitLine(directory, ["rev-list", "--topo-order", ...bound, range, ...tail]);
    const shas = await (path === undefined ? remember(ask, `log ${limit} ${from}`, to) : ask());
    const found = await Promise.all(shas.split("\n").filter(Boolean).map(commit));
    return found.filter((one) => one !== undefined);
  }

  return {
    directory,
    object: (revision) => objects.read(revision),
    commit,
    tree: (sha, recursive) => remember(() => listTree(directory, sha, recursive), `tree ${recursive}`, sha),
    diff: (from, to) => remember(() => diffTrees(directory, from, to), "diff", from, to),
    mergeBase,
    isAncestor: async (ancestor, descendant) => (await mergeBase(ancestor, descendant)) === ancestor,
    log,
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
    writeCommit: (commit) => writeObject(directory, "commit", formatCommit(commit)),
    merge: (trees) =>
      remember(() => mergeTrees(directory, trees), "merge", trees.base, trees.ours, trees.theirs),
    async fetch(from, ref, as) {
      await git(directory, ["fetch", "-q", "--no-tags", "--no-auto-gc", from, `+${ref}:${as}`]);
    },
    close: () => objects.close(),
  };
}
