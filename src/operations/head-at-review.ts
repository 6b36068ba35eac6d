import type { PullRequest, Push } from "./ports.ts";

export interface SeenReview {
  review: number;
  /** Head of the pull request that GitHub named when the review arrived. */
  head: string;
}

/**
 * The head that a reviewer saw, or undefined where it cannot be proved. GitHub's record of pushes proves it; what was
 * seen when the review arrived decides between pushes of the same second, and stands alone where no record is kept.
 * Where both speak and disagree, neither is believed. The review's own `commit_id` proves nothing: GitHub moves it to
 * newer heads.
 */
export function headAtReview(
  review: { id: number; submittedAt: string },
  { pushes, head }: { pushes: readonly Push[] | undefined; head: Pick<PullRequest["head"], "sha"> },
  seen: readonly SeenReview[],
): string | undefined {
  const witnessed = seen.find((one) => one.review === review.id)?.head;
  if (pushes?.at(-1)?.after !== head.sha) return witnessed;
  const candidates = recordedHeads(pushes, Date.parse(review.submittedAt));
  if (witnessed !== undefined) return candidates.includes(witnessed) ? witnessed : undefined;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** What the branch pointed to in the second of the review: GitHub's record has no finer times. */
function recordedHeads(pushes: readonly Push[], moment: number): string[] {
  const before = pushes.filter(({ at }) => Date.parse(at) < moment).at(-1);
  const meanwhile = pushes.filter(({ at }) => Date.parse(at) === moment);
  return [...(before ? [before] : []), ...meanwhile].map(({ after }) => after);
}
