/** Chance that repeats itself: the same seed, the same choices. */
export interface Random {
  /** 0 to below - 1. */
  int(below: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Some of them, at least one, each once. */
  some<T>(list: readonly T[], most: number): T[];
}

export function random(seed: number): Random {
  let state = seed;
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  const pick = <T>(list: readonly T[]): T => {
    const at = int(list.length);
    if (list.length === 0) throw new Error("Nothing to pick from.");
    return list[at] as T;
  };
  return {
    int,
    chance: (share) => next() < share,
    pick,
    some(list, most) {
      const left = [...list];
      const wanted = 1 + int(Math.min(most, left.length));
      return Array.from({ length: wanted }, () => left.splice(int(left.length), 1)).flat();
    },
  };
}
