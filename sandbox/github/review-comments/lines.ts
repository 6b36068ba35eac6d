import { invalid } from "../http/refusal.ts";
import { pullFiles } from "../pulls/pull-content.ts";
import type { Pull, Repository } from "../repositories/repository.ts";

/** Lines of a file at the head; undefined = it has no such lines. */
export async function linesAt(
  { git }: Repository,
  { head }: Pull,
  { path, line, startLine = line }: { path: string; line: number; startLine?: number | undefined },
): Promise<string | undefined> {
  const object = await git.object(`${head.sha}:${path}`);
  if (object?.type !== "blob") return undefined;
  const lines = object.bytes.toString("utf8").split("\n");
  return line <= lines.length ? lines.slice(startLine - 1, line).join("\n") : undefined;
}

/** Only lines that the diff shows can be commented on. */
export async function requireInDiff(repository: Repository, pull: Pull, path: string, lines: number[]) {
  const file = (await pullFiles(repository, pull)).find((one) => one.path === path);
  if (!file) throw invalid("Unprocessable Entity", ["Path could not be resolved"]);
  const shown = shownLines(file.patch ?? "");
  if (!lines.every((line) => shown.has(line)))
    throw invalid("Unprocessable Entity", ["Line could not be resolved"]);
}

/** The numbers, in the new version, of the lines that a patch shows. */
function shownLines(patch: string): Set<number> {
  const shown = new Set<number>();
  let at = 0;
  for (const line of patch.split("\n")) {
    const hunk = /^@@ -\S+ \+(\d+)/.exec(line);
    if (hunk) at = Number(hunk[1]);
    else if (!line.startsWith("-") && !line.startsWith("\\")) shown.add(at++);
  }
  return shown;
}
