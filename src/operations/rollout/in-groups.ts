import type { TargetGroup } from "../../core/rollout/target-groups.ts";

/** At most `most` at the same time, begun in order; nothing more begins once `isOver`. Gives the ends in order. */
export async function inParallel<Item, End>(
  items: readonly Item[],
  { most, isOver = () => false }: { most: number; isOver?: () => boolean },
  act: (item: Item) => Promise<End>,
): Promise<End[]> {
  const ends: (End | undefined)[] = [];
  const left = items.entries();
  const work = async () => {
    for (const [i, item] of left) {
      if (isOver()) return;
      ends[i] = await act(item);
    }
  };
  // One that throws does not leave the others running unwatched.
  const workers = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, work));
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
  return ends.filter((end) => end !== undefined);
}

interface Acting<Item, End> {
  most: number;
  act(item: Item): Promise<End>;
  failed(end: End): boolean;
  cancel: AbortSignal;
}

/**
 * Group after group: the next begins when all of the one before has ended. Where a failure stops, what has begun goes on,
 * and nothing else begins; who was never begun is in no end.
 */
export async function inGroups<Item, End>(
  groups: readonly TargetGroup<Item>[],
  { most, act, failed, cancel }: Acting<Item, End>,
): Promise<End[]> {
  const all: End[] = [];
  for (const { items, onError } of groups) {
    let isStopped = false;
    const isOver = () => isStopped || cancel.aborted;
    const ends = await inParallel(items, { most, isOver }, async (item) => {
      const end = await act(item);
      if (onError === "stop" && failed(end)) isStopped = true;
      return end;
    });
    all.push(...ends);
    if (isOver()) break;
  }
  return all;
}
