import type { PullRequest, Push, SubmittedReview } from "../ports/code-host.ts";

export interface SeenReview {
  review: number;
  /** Commit that GitHub named with the review when it arrived. */
  head: string;
}

/**
 * The head that a reviewer saw, or undefined where it cannot be proved. GitHub's record of pushes proves it; what was
 * seen when the review arrived decides between pushes of the same second, and stands alone where no record is kept.
 * Where both speak and disagree, neither is believed: the reviewer's page was older than the head.
 */
export function headAtReview(
  review: Pick<SubmittedReview, "id" | "submittedAt" | "commit">,
  { pushes, head }: { pushes: readonly Push[] | undefined; head: Pick<PullRequest["head"], "sha"> },
  seen: readonly SeenReview[],
): string | undefined {
  const witnessed = seen.find((one) => one.review === review.id)?.head;
  if (pushes?.at(-1)?.after !== head.sha) return witnessed;
  const candidates = recordedHeads(pushes, Date.parse(review.submittedAt));
  if (witnessed !== undefined)
    return candidates.some(({ after }) => after === witnessed) ? witnessed : undefined;
  const [only, second] = candidates;
  return only && !second && isSinceThen(review.commit, only, pushes) ? only.after : undefined;
}

/** What the branch pointed to in the second of the review: GitHub's record has no finer times. */
function recordedHeads(pushes: readonly Push[], moment: number): Push[] {
  const before = pushes.filter(({ at }) => Date.parse(at) < moment).at(-1);
  const meanwhile = pushes.filter(({ at }) => Date.parse(at) === moment);
  return [...(before ? [before] : []), ...meanwhile];
}

/**
 * GitHub moves a review's commit to newer heads, so that it does not say which one was seen. It never moves it to an
 * older one: a review of a commit from before this push was written on a page that did not show it.
 */
function isSinceThen(commit: string | undefined, push: Push, pushes: readonly Push[]): boolean {
  return commit === push.after || pushes.findIndex(({ after }) => after === commit) > pushes.indexOf(push);
}
