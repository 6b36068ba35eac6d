import { LRUCache } from "lru-cache";

/**
 * Remembers what can never change: what a git id names. Whoever asks for what is being read waits for the same answer; an
 * error is everybody's who waits, and is not remembered. The longest unused go first when the budget is spent.
 */
export interface ImmutableCache {
  get<Value>(key: string, size: (value: Value) => number, read: () => Promise<Value>): Promise<Value>;
}

/** How to read what is not there, given with each question. */
interface Reading {
  size(value: unknown): number;
  read(): Promise<unknown>;
}

/** `budget`: in whatever `size` counts. */
export function immutableCache(budget: number): ImmutableCache {
  const cache = new LRUCache<string, { value: unknown }, Reading>({
    maxSize: budget,
    async fetchMethod(_key, _old, { context, options }) {
      const value = await context.read();
      // The library knows no size of 0, which an empty file has.
      options.size = Math.max(1, context.size(value));
      return { value };
    },
    // Whoever waits gets what they wait for, also where others have taken its room.
    ignoreFetchAbort: true,
  });
  return {
    async get<Value>(key: string, size: (value: Value) => number, read: () => Promise<Value>) {
      const { value } = await cache.forceFetch(key, { context: { size, read } });
      return value as Value;
    },
  };
}
