import {
  type Moving,
  newWorld,
  type SightWorld,
  type WorldRules,
  worldEvents,
  wronglyCounted,
} from "./sight-world.ts";

export interface Explored {
  histories: number;
  steps: number;
  /** Histories with an approval that counts and should not, though something tells; the first of them. */
  wrong: number;
  example: string | undefined;
  /** Histories with one of which nothing tells. */
  blind: number;
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const movings: readonly Moving[] = ["never", "same", "always", "random"];

export function everyRules(fixed: Pick<WorldRules, "gate" | "lags" | "losesHeads">): WorldRules[] {
  return movings.flatMap((moving) => (["page", "head"] as const).map((pins) => ({ ...fixed, moving, pins })));
}

const nothing: Explored = { histories: 0, steps: 0, wrong: 0, example: undefined, blind: 0 };

function note(explored: Explored, world: SightWorld, history: readonly string[]): boolean {
  const found = wronglyCounted(world);
  if (found.length === 0) return false;
  if (found.every(({ blind }) => blind)) return true;
  explored.wrong++;
  explored.example ??= `${JSON.stringify(world.rules)}: ${history.join(" · ")}`;
  return true;
}

/** Random histories of up to `length` events, until so many steps are done. What counts is looked at after each. */
export function exploreAtRandom(
  rules: readonly WorldRules[],
  { steps, length, seed }: { steps: number; length: number; seed: number },
): Explored {
  const explored = { ...nothing };
  const random = randomOf(seed);
  while (explored.steps < steps) {
    const world = newWorld(rules[explored.histories % rules.length] ?? rules[0] ?? never(), random);
    explored.histories++;
    const history: string[] = [];
    let isBlind = false;
    while (history.length < length) {
      const [name, happen] = worldEvents[Math.floor(random() * worldEvents.length)] ?? never();
      happen(world);
      history.push(name);
      explored.steps++;
      const before = explored.wrong;
      isBlind = note(explored, world, history) || isBlind;
      if (explored.wrong > before) break;
    }
    if (isBlind) explored.blind++;
  }
  return explored;
}

/** Every history of so many events, ten minutes apart where `pause` says so. */
export function exploreAll(rules: readonly WorldRules[], length: number, pause: number): Explored {
  const explored = { ...nothing };
  const total = worldEvents.length ** length;
  for (const rule of rules) {
    for (let index = 0; index < total; index++) {
      const world = newWorld(rule, randomOf(index));
      const history: string[] = [];
      let rest = index;
      explored.histories++;
      for (let i = 0; i < length; i++) {
        const [name, happen] = worldEvents[rest % worldEvents.length] ?? never();
        rest = Math.floor(rest / worldEvents.length);
        happen(world);
        world.now += pause * 1000;
        history.push(name);
        explored.steps++;
      }
      if (note(explored, world, history) && world.approvals.every(({ blind }) => blind)) explored.blind++;
    }
  }
  return explored;
}

function never(): never {
  throw new Error("There is nothing to explore.");
}
