export interface Queue<Item> {
  /** Settles with the turn that took the item. */
  add(key: string, item: Item): Promise<void>;
  /** When nothing waits or runs any more. */
  idle(): Promise<void>;
}

export interface QueueOptions<Item> {
  run(key: string, item: Item): Promise<void>;
  /** What waits for the same key becomes one item: the truth is read when its turn comes. */
  merge(waiting: Item, next: Item): Item;
  /** How many keys have a turn at the same time. */
  parallel: number;
}

interface Turn<Item> {
  item: Item;
  done: PromiseWithResolvers<void>;
}

/** One turn at a time for each key, many keys side by side. */
export function createQueue<Item>({ run, merge, parallel }: QueueOptions<Item>): Queue<Item> {
  const waiting = new Map<string, Turn<Item>>();
  const running = new Set<string>();
  const idlers: (() => void)[] = [];

  const takeTurn = async (key: string, { item, done }: Turn<Item>) => {
    running.add(key);
    try {
      await run(key, item);
      done.resolve();
    } catch (error) {
      done.reject(error);
    } finally {
      running.delete(key);
      next();
    }
  };
  const next = () => {
    for (const [key, turn] of waiting) {
      if (running.size >= parallel) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      void takeTurn(key, turn);
    }
    if (running.size === 0) for (const resolve of idlers.splice(0)) resolve();
  };
  return {
    add(key, item) {
      const turn = waiting.get(key);
      const done = turn?.done ?? deferred();
      waiting.set(key, { item: turn ? merge(turn.item, item) : item, done });
      next();
      return done.promise;
    },
    async idle() {
      if (running.size > 0) await new Promise<void>((resolve) => idlers.push(resolve));
    },
  };
}

interface PromiseWithResolvers<Value> {
  promise: Promise<Value>;
  resolve(value: Value): void;
  reject(reason: unknown): void;
}

/** Promise.withResolvers, which Node 20 does not have. */
function deferred(): PromiseWithResolvers<void> {
  let resolvers: Omit<PromiseWithResolvers<void>, "promise"> | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    resolvers = { resolve, reject };
  });
  return { promise, ...(resolvers as Omit<PromiseWithResolvers<void>, "promise">) };
}
