import type { FileChangeKind } from "./migration.ts";

/** One file in a git tree. */
export interface TreeEntry {
  path: string;
  mode: string;
  blob: string;
  /** Bytes; left out where it is no file, or nobody asked. */
  size?: number;
}

/** An entry as it is afterwards, or as it was where it is gone. */
export type TreeChange<Entry extends TreeEntry = TreeEntry> = Entry & {
  kind: FileChangeKind;
  previousPath: string | undefined;
};

/**
 * What turns one tree into the other, in path order. A rename is a deletion and an addition of the very same blob;
 * a renamed file whose bytes changed as well is a deletion and an addition, since nobody approved it as the same file.
 */
export function compareTrees<Entry extends TreeEntry>(
  before: readonly Entry[],
  after: readonly Entry[],
): TreeChange<Entry>[] {
  const old = new Map(before.map((entry) => [entry.path, entry]));
  const now = new Map(after.map((entry) => [entry.path, entry]));
  const gone = before.filter(({ path }) => !now.has(path));
  const changes: TreeChange<Entry>[] = [];
  for (const entry of after) {
    const was = old.get(entry.path);
    if (was?.blob === entry.blob && was.mode === entry.mode) continue;
    const movedFrom = was
      ? -1
      : gone.findIndex(({ blob, mode }) => blob === entry.blob && mode === entry.mode);
    const [moved] = movedFrom < 0 ? [] : gone.splice(movedFrom, 1);
    const kind = was ? "modified" : moved ? "renamed" : "added";
    changes.push({ ...entry, kind, previousPath: moved?.path });
  }
  for (const entry of gone) changes.push({ ...entry, kind: "deleted", previousPath: undefined });
  return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
