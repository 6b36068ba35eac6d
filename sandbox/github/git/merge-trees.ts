import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, gitLine } from "./git.ts";
import { withIndex } from "./tree-files.ts";
import { writeObject } from "./write-object.ts";

interface Unmerged {
  path: string;
  mode: string;
  stages: Map<number, string>;
}

function readUnmerged(listing: string): Unmerged[] {
  const byPath = new Map<string, Unmerged>();
  for (const line of listing.split("\0").filter(Boolean)) {
    const [, mode = "", sha = "", stage = "", path = ""] = /^(\d+) (\w+) (\d)\t(.*)$/s.exec(line) ?? [];
    const entry = byPath.get(path) ?? { path, mode, stages: new Map<number, string>() };
    entry.stages.set(Number(stage), sha);
    byPath.set(path, entry);
  }
  return [...byPath.values()];
}

async function mergeContent(directory: string, { stages }: Unmerged): Promise<string | undefined> {
  const shas = [2, 1, 3].map((stage) => stages.get(stage));
  if (shas.some((sha) => sha === undefined)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "sandbox-merge-"));
  try {
    const files: string[] = [];
    for (const [index, sha] of shas.entries()) {
      const file = join(folder, String(index));
      await writeFile(file, await git(directory, ["cat-file", "blob", sha as string]));
      files.push(file);
    }
    let clean = true;
    const accept = (code: number) => {
      clean = code === 0;
      return code >= 0 && code < 128;
    };
    const merged = await git(directory, ["merge-file", "-p", ...files], { accept });
    return clean ? await writeObject(directory, "blob", merged) : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Three-way merge in a bare repository, or undefined where the two sides conflict. `git merge-tree --write-tree` would
 * do it in one call, but needs git 2.38, and long-term releases still carry older ones.
 */
export function mergeTrees(
  directory: string,
  { base, ours, theirs }: { base: string; ours: string; theirs: string },
): Promise<string | undefined> {
  return withIndex(async (env) => {
    await git(directory, ["read-tree", "-i", "-m", "--aggressive", base, ours, theirs], { env });
    const unmerged = readUnmerged((await git(directory, ["ls-files", "-u", "-z"], { env })).toString());
    for (const entry of unmerged) {
      const sha = await mergeContent(directory, entry);
      if (!sha) return undefined;
      const input = `0 ${"0".repeat(40)}\t${entry.path}\0${entry.mode} ${sha}\t${entry.path}\0`;
      await git(directory, ["update-index", "-z", "--index-info"], { env, input });
    }
    return gitLine(directory, ["write-tree"], { env });
  });
}
