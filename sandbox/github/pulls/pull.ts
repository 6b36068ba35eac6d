import type { Repository } from "../repositories/repository.ts";
import type { ReviewComment } from "../review-comments/review-comment.ts";
import type { Review } from "../reviews/review.ts";
import type { Account } from "../world.ts";

export interface Pull {
  id: number;
  number: number;
  title: string;
  body: string | null;
  author: Account;
  state: "open" | "closed";
  draft: boolean;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergedBy: Account | undefined;
  mergeCommit: string | undefined;
  /** `sha` is the branch's tip when the pull request was opened or last pushed to, as GitHub keeps it. */
  base: { ref: string; sha: string };
  head: { repository: Repository; ref: string; sha: string };
  /** When it was turned to another base branch, each time. */
  retargeted: string[];
  labels: string[];
  requestedUsers: string[];
  /** By `teamKey`. */
  requestedTeams: string[];
  reviews: Review[];
  reviewComments: ReviewComment[];
  /** Commits that the merge added to the base branch. */
  landed: string[];
}
