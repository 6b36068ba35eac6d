/** What one kind of corpus showed. */
export interface Outcome {
  cases: number;
  /** What differs, one entry for each failed case. */
  failures: readonly string[];
  /** Smallest share of passed cases that is good enough, 0 to 1. */
  bar: number;
  /** The program that the cases were compared with. */
  by?: string;
}

/** There are cases, but this machine cannot judge them. */
export interface LeftOut {
  leftOut: string;
}

type Found = Outcome | LeftOut | undefined;

/** Reads its part of a corpus directory; undefined where the directory has none. */
export type Kind = (directory: string) => Found | Promise<Found>;
