import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Origin } from "../core/rollout/ledger/origin.ts";
import { git } from "./git.ts";

/** The commits that HEAD's history begins with. A shallow clone does not know where that is. */
export async function readOrigin(root: string): Promise<Origin> {
  const asked = ["--is-shallow-repository", "--git-common-dir"];
  const [shallow, common = ".git"] = lines(await git(root, ["rev-parse", ...asked]));
  if (shallow !== "false") return {};
  const [head] = lines(await git(root, ["rev-parse", "--verify", "--quiet", "HEAD"]).catch(() => ""));
  if (head === undefined) return { roots: [] };
  const folder = resolve(root, common, "tollgate");
  const known = await recall(folder);
  if (known?.head === head) return { roots: known.roots };
  const roots = await rootsOf(root, head, known);
  // What cannot be kept is looked for again.
  await keep(folder, { head, roots }).catch(() => undefined);
  return { roots };
}

/** A walk over the whole history takes a second for 60,000 commits: it is kept, and what a commit comes from never changes. */
interface Known {
  head: string;
  roots: readonly string[];
}

const file = "history-roots";

async function rootsOf(root: string, head: string, known: Known | undefined): Promise<string[]> {
  const isAncestor =
    known &&
    (await git(root, ["merge-base", "--is-ancestor", known.head, head]).then(
      () => true,
      () => false,
    ));
  const since = isAncestor ? [`^${known.head}`] : [];
  const found = lines(await git(root, ["rev-list", "--max-parents=0", head, ...since]).catch(() => ""));
  return [...new Set([...found, ...(isAncestor ? known.roots : [])])].sort();
}

/** A first line of HEAD, then its roots. */
async function recall(folder: string): Promise<Known | undefined> {
  const [head, ...roots] = lines(await readFile(join(folder, file)).catch(() => ""));
  const isWhole = roots.length > 0 && [head, ...roots].every((one) => one && /^[0-9a-f]{40,64}$/.test(one));
  return head !== undefined && isWhole ? { head, roots } : undefined;
}

async function keep(folder: string, { head, roots }: Known): Promise<void> {
  if (roots.length === 0) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), `${[head, ...roots].join("\n")}\n`);
}

function lines(text: Uint8Array | string): string[] {
  return Buffer.from(text).toString().split("\n").filter(Boolean);
}
