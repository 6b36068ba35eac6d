import type { ClauseOf } from "../sql/clause.ts";
import { foldName } from "../sql/fold-name.ts";
import { counted, storedPartitions } from "./stored-parts.ts";
import type { TableDraft } from "./table-draft.ts";

export function partitionAnew(draft: TableDraft, { partitioning }: ClauseOf<"partition-by">) {
  draft.partitioning = storedPartitions(partitioning);
}

export function unpartition(draft: TableDraft) {
  draft.partitioning = undefined;
}

export function addPartitions(
  draft: TableDraft,
  { partitions = [], partitionCount }: ClauseOf<"add-partition">,
) {
  changeNames(draft, (before) => [
    ...before,
    ...(partitionCount === undefined ? partitions : counted(before.length, partitionCount)),
  ]);
}

export function dropPartitions(draft: TableDraft, { partitions }: ClauseOf<"drop-partition">) {
  const dropped = new Set(partitions.map(foldName));
  changeNames(draft, (before) => {
    const left = before.filter((name) => !dropped.has(foldName(name)));
    // The server does not drop them all.
    return left.length > 0 ? left : before;
  });
}

/** COALESCE takes the last ones; REORGANIZE without names leaves the number that HASH and KEY have by default: one. */
export function reorganizePartitions(
  draft: TableDraft,
  { partitions = [], intoPartitions, partitionCount }: ClauseOf<"reorganize-partition">,
) {
  const named = new Set(partitions.map(foldName));
  const isNamed = (name: string) => named.has(foldName(name));
  changeNames(draft, (before) => {
    if (partitionCount !== undefined) return before.slice(0, Math.max(before.length - partitionCount, 1));
    if (!intoPartitions) return before.slice(0, 1);
    const at = before.findIndex(isNamed);
    return before.flatMap((name, i) => (i === at ? intoPartitions : isNamed(name) ? [] : [name]));
  });
}

/** Where the partitions are known by name; they are named as the server names them (manual 26.3). */
function changeNames(draft: TableDraft, change: (before: readonly string[]) => readonly string[]) {
  const { partitioning } = draft;
  if (!partitioning) return;
  const { partitions } = partitioning;
  draft.partitioning = {
    ...partitioning,
    partitions: partitions.length > 0 ? change(partitions) : [],
    count: undefined,
  };
}
