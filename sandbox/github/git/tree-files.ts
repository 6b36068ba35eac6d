import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, gitLine } from "./git.ts";

/** One entry of a tree to write; a missing sha removes the path. */
export interface TreeEdit {
  path: string;
  mode?: string;
  sha: string | null;
}

/** Runs `work` with an index of its own: a bare repository has none, and two writers must not share one. */
export async function withIndex<T>(work: (env: Record<string, string>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-index-"));
  try {
    return await work({ GIT_INDEX_FILE: join(folder, "index") });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The tree that comes of `base` with the edits made. */
export function writeTree(
  directory: string,
  base: string | undefined,
  edits: readonly TreeEdit[],
): Promise<string> {
  return withIndex(async (env) => {
    if (base) await git(directory, ["read-tree", base], { env });
    const lines = edits.map(({ path, mode, sha }) =>
      sha === null ? `0 ${"0".repeat(40)}\t${path}\0` : `${mode ?? "100644"} ${sha}\t${path}\0`,
    );
    await git(directory, ["update-index", "-z", "--index-info"], { env, input: lines.join("") });
    return gitLine(directory, ["write-tree"], { env });
  });
}
