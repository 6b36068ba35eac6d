import type { TreeEntry } from "../core/migration/compare-trees.ts";
import type { Repository } from "./ports/code-host.ts";

/** The adapter to GitHub reads what is asked for at once together. */
const atOnce = 100;

/**
 * Entries of a tree with their bytes. Only plain files have bytes: a symlink, a submodule or an executable is refused by
 * its mode, whatever it holds. What is not `wanted` comes without its bytes.
 */
export async function readFiles<Entry extends TreeEntry>(
  repository: Pick<Repository, "blob">,
  entries: readonly Entry[],
  wanted: (entry: Entry) => boolean = () => true,
): Promise<(Entry & { content: Uint8Array })[]> {
  const files: (Entry & { content: Uint8Array })[] = [];
  const waiting = entries.entries();
  const readNext = async () => {
    for (const [i, entry] of waiting) {
      const isRead = entry.mode === "100644" && wanted(entry);
      const content = isRead ? await repository.blob(entry.blob) : new Uint8Array();
      files[i] = { ...entry, content };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, readNext));
  return files;
}
