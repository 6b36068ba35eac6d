import type { Person, Review } from "./approval.ts";

/** Where one reviewer stands now. */
export interface ReviewerState {
  person: Person;
  latest: Review;
  /** Approvals given since they last asked for changes or were dismissed: nothing revives an older one. */
  approvals: readonly Review[];
  /** They asked for changes and have neither approved since nor been dismissed. */
  objection: Review | undefined;
}

/** Comments change nothing. A dismissed review is its reviewer's last word until they review again. */
export function reviewerStates(reviews: readonly Review[]): ReviewerState[] {
  const words = reviews.filter((review) => review.state !== "COMMENTED").sort(earlierReview);
  const reviewers = [...new Set(words.map((review) => review.reviewer.id))].sort((a, b) => a - b);
  return reviewers.flatMap((id) => {
    const own = words.filter((review) => review.reviewer.id === id);
    const latest = own.at(-1);
    if (!latest) return [];
    const approvals = own.slice(own.findLastIndex((review) => review.state !== "APPROVED") + 1);
    const objection = latest.state === "CHANGES_REQUESTED" ? latest : undefined;
    return [{ person: latest.reviewer, latest, approvals, objection }];
  });
}

/** GitHub's clock has whole seconds; within one, the ids tell the order. */
function earlierReview(a: Review, b: Review): number {
  return Date.parse(a.submittedAt) - Date.parse(b.submittedAt) || a.id - b.id;
}
