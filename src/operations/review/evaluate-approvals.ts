import type { FlowInput, FlowState, Review, RoleHolders } from "../../core/approval/approval.ts";
import { evaluateFlow } from "../../core/approval/evaluate-flow.ts";
import type { TreeEntry } from "../../core/migration/compare-trees.ts";
import type { JudgedChange } from "../../core/migration/digest.ts";
import type { Flow, Policy } from "../../core/policy/policy.ts";
import type { Clock } from "../ports/clock.ts";
import type {
  PullRequest,
  PullRequests,
  Push,
  Repository,
  Roles,
  SubmittedReview,
} from "../ports/code-host.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import { proveSights } from "./prove-sights.ts";
import { withoutHands } from "./scan-approvers.ts";
import type { PullWork } from "./whose-work.ts";

export interface ApprovalPorts {
  repository: Repository;
  pulls: Pick<
    PullRequests,
    "reviews" | "pushes" | "retargets" | "baseMoves" | "editedReviews" | "pushesBy" | "mayWrite"
  >;
  roles: Roles;
  clock: Clock;
}

interface Asked {
  policy: Policy;
  /** Commit of the base branch that the policy is of. */
  policyAt: string;
  flow: Flow;
  kept: KeptEvidence;
  /** What approvals are given to, and the files of the merge base. */
  now: readonly JudgedChange[];
  base: readonly TreeEntry[];
  /** Whose work it is; `false`: nobody has approved anything so far. */
  work(isRecorded: boolean): Promise<PullWork>;
}

export interface EvaluatedApprovals {
  approval: FlowState;
  /** Where the flow stands for one file, whatever became of what else the pull request holds. */
  approvalOf(path: string): Promise<FlowState>;
  reviews: Review[];
  /** What a review may hold to say exactly what it approves. */
  code: { text: string; isNeeded: boolean };
}

/** Where the flow stands by the reviews given: each counts for what its giver saw. */
export async function evaluateApprovals(
  ports: ApprovalPorts,
  pull: PullRequest,
  { policy, policyAt, flow, kept, now, base, work }: Asked,
): Promise<EvaluatedApprovals> {
  const submitted = (await ports.pulls.reviews(pull)).filter((one) => !isBotsRemark(one));
  // Whether a fork shows its record, and who pushed last, is told before anybody is asked.
  const isAsked = submitted.length > 0 || pull.head.fork || policy.approval.requireLastPushApproval;
  const { pushes, excluded, scan, unprovable } = await work(isAsked);
  const { proof, order, distinct, requireLastPushApproval } = policy.approval;
  const { reviews, reviewsOf, code } = await proveSights(ports, submitted, {
    ...{ pull, proof, policyAt, kept, now, base },
    pushes,
  });
  const about = {
    ...{ flow, roles: policy.roles, order, distinct, code },
    holders: await readHolders(ports.roles, policy, flow),
    ...(requireLastPushApproval && { lastPush: lastPushOf(pushes) }),
    ...(unprovable !== undefined && { unprovable }),
  };
  const standing = (given: readonly Review[]) =>
    withoutHands(scan, (found) =>
      evaluateFlow({ ...about, reviews: given, excluded: [...excluded, ...found] }),
    );
  return {
    approval: await standing(reviews),
    approvalOf: (path) => standing(reviewsOf(path)),
    reviews,
    code,
  };
}

/** Our own suggestions among them: they say neither yes nor no, and nothing has to be proved for them. */
function isBotsRemark({ reviewer, state }: SubmittedReview): boolean {
  return reviewer.bot && state === "COMMENTED";
}

/** A record that cannot be read comes after everything: nothing counts. */
function lastPushOf(pushes: readonly Push[] | undefined): NonNullable<FlowInput["lastPush"]> {
  const last = pushes?.at(-1);
  return { by: last?.actor, at: last?.at ?? "" };
}

async function readHolders(roles: Roles, policy: Policy, flow: Flow): Promise<Map<string, RoleHolders>> {
  const held = flow.steps.map(async (id): Promise<[string, RoleHolders]> => {
    const role = policy.roles.get(id);
    if (!role) return [id, { known: false, why: `The policy has no role ${id}.` }];
    return [id, await roles.holders(role)];
  });
  return new Map(await Promise.all(held));
}
