import type { Assessment } from "../../assessment.ts";

/** Which code was searched for what the change drops, renames or narrows; undefined = it does nothing of the kind. */
export function saySearch({ codeSearch }: Pick<Assessment, "codeSearch">): string | undefined {
  if (codeSearch === undefined) return undefined;
  if (codeSearch.unknown !== undefined)
    return `The repository's code was not searched for the names that this takes away: ${codeSearch.unknown}`;
  const { files, leftOut } = codeSearch;
  const reasons: [number, string][] = [
    [leftOut.vendored, "of others or generated"],
    [leftOut.tooLarge, "larger than 1 MB"],
    [leftOut.tooMany, "more than is searched of one repository"],
  ];
  const left = reasons.flatMap(([count, why]) => (count > 0 ? [`${count} ${why}`] : []));
  const searched = files === 1 ? "1 file of code was" : `${files} files of code were`;
  return `${searched} searched for the names that this takes away${left.length > 0 ? `; not searched: ${left.join(", ")}` : ""}.`;
}
