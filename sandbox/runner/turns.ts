/** Whose turn it is in each concurrency group. */
export interface Turns {
  /** Resolves to the function that ends the turn, or to undefined where a newer one took the place in the queue. */
  take(group: string, queue: "single" | "max"): Promise<(() => void) | undefined>;
}

/**
 * One runs, the others wait. With `single` only one waits: a newer one takes its place and the older is cancelled;
 * with `max` all wait in order (GitHub Docs, "Control the concurrency of workflows and jobs").
 */
export function createTurns(): Turns {
  const groups = new Map<string, ((turn: (() => void) | undefined) => void)[]>();

  function end(group: string): void {
    const next = groups.get(group)?.shift();
    if (next) next(() => end(group));
    else groups.delete(group);
  }

  return {
    take(group, queue) {
      const waiting = groups.get(group);
      if (!waiting) {
        groups.set(group, []);
        return Promise.resolve(() => end(group));
      }
      if (queue === "single") for (const older of waiting.splice(0)) older(undefined);
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
