import { isDeepStrictEqual } from "node:util";
import type { Story } from "./story.ts";

/** Looks at the world while a scene plays, and stops the scene where something is not as it must be. */
export interface Witness {
  see(what: string, actual: unknown, expected: unknown): void;
}

export class NotSeen extends Error {
  constructor(what: string, actual: unknown, expected: unknown) {
    super(`Not seen: ${what}\n  expected ${JSON.stringify(expected)}\n  but it is ${JSON.stringify(actual)}`);
    this.name = "NotSeen";
  }
}

export function witness(story: Story): Witness {
  return {
    see(what, actual, expected) {
      if (!isDeepStrictEqual(actual, expected)) throw new NotSeen(what, actual, expected);
      story.saw(what);
    },
  };
}
