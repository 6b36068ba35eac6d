/** Remembers what can never change: what a git id names. The oldest unused entries go first when the budget is spent. */
export interface ImmutableCache {
  get<Value>(key: string, size: (value: Value) => number, read: () => Promise<Value>): Promise<Value>;
}

export function immutableCache(budget: number): ImmutableCache {
  const entries = new Map<string, { value: unknown; size: number }>();
  let spent = 0;
  const remember = (key: string, value: unknown, size: number) => {
    spent += size - (entries.get(key)?.size ?? 0);
    entries.delete(key);
    entries.set(key, { value, size });
    for (const [oldest, entry] of entries) {
      if (spent <= budget) break;
      entries.delete(oldest);
      spent -= entry.size;
    }
  };
  return {
    async get<Value>(key: string, size: (value: Value) => number, read: () => Promise<Value>) {
      const known = entries.get(key);
      const value = known ? (known.value as Value) : await read();
      remember(key, value, known?.size ?? size(value));
      return value;
    },
  };
}
