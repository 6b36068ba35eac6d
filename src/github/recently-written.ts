/**
 * What this process wrote last, by pull request. It saves reading before a write that is certain to differ; where what
 * should be equals what is remembered, GitHub is read, since somebody else may have written in between.
 */
export interface RecentlyWritten<Value> {
  get(pull: number): Value | undefined;
  set(pull: number, value: Value): void;
}

export function recentlyWritten<Value>(limit = 1000): RecentlyWritten<Value> {
  const values = new Map<number, Value>();
  return {
    get: (pull) => values.get(pull),
    set(pull, value) {
      values.delete(pull);
      values.set(pull, value);
      const [oldest] = values.keys();
      if (values.size > limit && oldest !== undefined) values.delete(oldest);
    },
  };
}
