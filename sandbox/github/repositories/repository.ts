import type { Role } from "../access/permission.ts";
import type { Account } from "../accounts/account.ts";
import type { PushActivity } from "../activity/activity.ts";
import type { CheckRun } from "../checks/check-run.ts";
import type { Comment } from "../comments/comment.ts";
import type { Deployment } from "../deployments/deployment.ts";
import type { Environment } from "../environments/environment.ts";
import type { GitRepository } from "../git/repository.ts";
import type { Label } from "../labels/label.ts";
import type { ReviewComment } from "../review-comments/review-comment.ts";
import type { Review } from "../reviews/review.ts";
import type { CommitStatus } from "../statuses/status.ts";
import type { Run } from "../workflows/run.ts";

/** `appId` binds the check to one app; without it anybody's check of that name will do. */
export interface RequiredCheck {
  context: string;
  appId?: number;
}

export interface Protection {
  requiredChecks: RequiredCheck[];
  /** Where false, administrators merge past the required checks. */
  enforceAdmins: boolean;
}

export interface Repository {
  id: number;
  owner: Account;
  name: string;
  fullName: string;
  private: boolean;
  defaultBranch: string;
  createdAt: string;
  pushedAt: string;
  git: GitRepository;
  parent: Repository | undefined;
  secrets: Record<string, string>;
  collaborators: Map<string, Role>;
  /** By `teamKey`. */
  teams: Map<string, Role>;
  protections: Map<string, Protection>;
  environments: Map<string, Environment>;
  labels: Map<string, Label>;
  nextNumber: number;
  pulls: Map<number, Pull>;
  comments: Comment[];
  checkRuns: CheckRun[];
  statuses: CommitStatus[];
  deployments: Deployment[];
  runs: Run[];
  activity: PushActivity[];
}

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
  /** Each turn to another base branch. */
  retargeted: { createdAt: string; from: string; to: string }[];
  labels: string[];
  requestedUsers: string[];
  /** By `teamKey`. */
  requestedTeams: string[];
  reviews: Review[];
  reviewComments: ReviewComment[];
  /** Commits that the merge added to the base branch. */
  landed: string[];
}
