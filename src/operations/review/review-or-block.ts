import type { Assessment } from "../../core/assessment.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PullRequest } from "../ports/code-host.ts";
import { readPolicy } from "../read-policy.ts";
import { blockedAssessment, problemOf } from "./blocked-assessment.ts";
import type { ApprovalPorts } from "./evaluate-approvals.ts";
import { type Reviewed, review } from "./review.ts";

export interface ReviewOutcome extends Omit<Reviewed, "mergeBase" | "unread"> {
  mergeBase: string | undefined;
  /** Who writes the gate and the comment. */
  gate: Pick<Policy, "gate" | "appId">;
  policy: Pick<Policy, "roles" | "environments" | "projects">;
  /** The judgement of the files, where only who approved could not be read. */
  assessed?: Assessment;
  /** What went wrong besides the pull request itself: it shows in the gate, and has to reach the log as well. */
  failure: unknown;
}

const noPolicy = { roles: new Map(), environments: [], projects: [] };

/**
 * The review, with everything that prevents one turned into a judgement that blocks. undefined = no policy, no gate.
 * Approvals are left to whoever holds the gate: they see teams that others may not.
 */
export async function reviewOrBlock(
  ports: ApprovalPorts,
  pull: PullRequest,
  looksAtApprovals: (gate: ReviewOutcome["gate"]) => boolean = () => true,
): Promise<ReviewOutcome | undefined> {
  const read = await readPolicy(ports.repository, pull.base.sha);
  if (read.found === "nothing") return undefined;
  if (read.found === "invalid") {
    const { problems, gate, failure } = read;
    return { ...blocked(blockedAssessment(problems)), gate, policy: noPolicy, failure };
  }
  const { policy } = read;
  try {
    const reviewed = await review(ports, pull, policy, { looksAtApprovals: looksAtApprovals(policy) });
    const { unread, ...read } = reviewed;
    if (!unread) return { ...read, gate: policy, policy, failure: undefined };
    const { failure } = unread;
    const outcome = blocked(blockedAssessment([problemOf(failure)]));
    return { ...outcome, assessed: read.assessment, gate: policy, policy, failure };
  } catch (failure) {
    return { ...blocked(blockedAssessment([problemOf(failure)])), gate: policy, policy, failure };
  }
}

function blocked(assessment: Reviewed["assessment"]) {
  return { assessment, mergeBase: undefined, approval: undefined, reviews: [], seen: [] };
}
