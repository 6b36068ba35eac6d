import type { Hands, RecordedPush } from "./hands.ts";

/** A push to any branch of the repository by one person. */
export type PersonsPush = Pick<RecordedPush, "after" | "at">;

/** Which of somebody's pushes have to be looked into: those before the branch held the last of its versions. */
export function pushesToLookInto(
  { made }: Pick<Hands, "made">,
  pushes: readonly PersonsPush[],
): PersonsPush[] {
  const latest = Math.max(...[...made.values()].map(timeOf));
  return pushes.filter(({ at }) => isBy(at, latest));
}

/** Whether a push brought a commit that made a version before the branch held it. The tip may be a later commit. */
export function hasMade(
  { made }: Pick<Hands, "made">,
  { at }: PersonsPush,
  history: readonly string[],
): boolean {
  return history.some((sha) => made.has(sha) && isBy(at, timeOf(made.get(sha))));
}

const timeOf = (at: string | undefined) => (at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at));

/** A time that cannot be read is never too late. */
const isBy = (at: string, limit: number) => !(Date.parse(at) > limit);
