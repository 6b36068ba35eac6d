import type { Assessment } from "../../core/assessment.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PullRequest } from "../ports/code-host.ts";
import { readPolicy } from "../read-policy.ts";
import { blockedAssessment, problemOf } from "./blocked-assessment.ts";
import type { ApprovalPorts } from "./evaluate-approvals.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import { type Reviewed, review } from "./review.ts";

export interface ReviewOutcome extends Omit<Reviewed, "mergeBase" | "unread"> {
  mergeBase: string | undefined;
  /** Commit of the base branch whose policy was applied. */
  policyAt: string;
  /** Who writes the gate and the comment. */
  gate: Pick<Policy, "gate" | "appId">;
  policy: Pick<Policy, "roles" | "environments" | "projects">;
  /** The judgement of the files, where only who approved could not be read. */
  assessed?: Assessment;
  /** What went wrong besides the pull request itself: it shows in the gate, and has to reach the log as well. */
  failure: unknown;
}

const noPolicy = { roles: new Map(), environments: [], projects: [] };

interface Judging {
  kept: KeptEvidence;
  /** Approvals are left to whoever holds the gate: they see teams that others may not. */
  looksAtApprovals?: (gate: ReviewOutcome["gate"]) => boolean;
  /** Commit whose policy counts, where it is not the base's. */
  policyAt?: string;
}

/**
 * The review, with everything that prevents one turned into a judgement that blocks. undefined = no policy, no gate.
 */
export async function reviewOrBlock(
  ports: ApprovalPorts,
  pull: PullRequest,
  { kept, looksAtApprovals = () => true, policyAt = pull.base.sha }: Judging,
): Promise<ReviewOutcome | undefined> {
  const read = await readPolicy(ports.repository, policyAt);
  if (read.found === "nothing") return undefined;
  if (read.found === "invalid") {
    const { problems, gate, failure } = read;
    return { ...blocked(blockedAssessment(problems)), gate, policy: noPolicy, policyAt, failure };
  }
  const { policy } = read;
  const outcome = { gate: policy, policy, policyAt };
  try {
    const judging = { policy, policyAt, kept, looksAtApprovals: looksAtApprovals(policy) };
    const { unread, ...reviewed } = await review(ports, pull, judging);
    if (!unread) return { ...reviewed, ...outcome, failure: undefined };
    const { failure } = unread;
    const stopped = blocked(blockedAssessment([problemOf(failure)]));
    return { ...stopped, assessed: reviewed.assessment, ...outcome, failure };
  } catch (failure) {
    return { ...blocked(blockedAssessment([problemOf(failure)])), ...outcome, failure };
  }
}

function blocked(assessment: Reviewed["assessment"]) {
  const unasked = {
    approval: undefined,
    approvalOf: undefined,
    code: undefined,
    reviews: [],
    work: undefined,
  };
  return { assessment, mergeBase: undefined, content: "", ...unasked };
}
