/** The same numbers for the same seed (mulberry32): a case is told by its seed. */
export interface SiegeRandom {
  /** 0 ≤ x < 1 */
  next(): number;
  /** 0 … n - 1 */
  below(n: number): number;
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value;
}

export function randomOf(seed: number): SiegeRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { next, below, oneOf: ([first, ...rest]) => rest[below(rest.length + 1) - 1] ?? first };
}
