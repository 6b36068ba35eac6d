import type { ChangedFile } from "./migration.ts";

/** What an approval covers, in one canonical text: the same changes give the same text, in whatever order they come. */
export function digestText(
  changed: readonly Pick<ChangedFile, "path" | "previousPath" | "kind" | "mode" | "blob">[],
): string {
  const lines = changed.map(({ path, previousPath, kind, mode, blob }) =>
    JSON.stringify([path, previousPath ?? null, kind, mode, blob]),
  );
  return ["tollgate digest 1", ...lines.sort(), ""].join("\n");
}
