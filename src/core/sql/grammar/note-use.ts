import type { Feature, Uses, UsesDraft } from "../uses.ts";

export const nothingUsed: Uses = { features: new Set(), functions: new Set() };

/** A cursor; most statements use nothing that is noted. */
interface Noting {
  uses: UsesDraft | undefined;
}

/** What the cursor's statement is known to use so far. */
export function usesNoted(c: Noting): UsesDraft {
  c.uses ??= { features: new Set(), functions: new Set() };
  return c.uses;
}

/** An attempt that comes to nothing takes none of it back: the words stand there. */
export function noteFeature(c: Noting, feature: Feature) {
  usesNoted(c).features.add(feature);
}

export function noteFunction(c: Noting, name: string) {
  usesNoted(c).functions.add(name);
}
