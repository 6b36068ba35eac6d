import type { FlowState, Review, RoleHolders } from "../../core/approval/approval.ts";
import { evaluateFlow } from "../../core/approval/evaluate-flow.ts";
import type { TreeEntry } from "../../core/migration/compare-trees.ts";
import type { JudgedChange } from "../../core/migration/digest.ts";
import type { Flow, Policy } from "../../core/policy/policy.ts";
import type {
  CommitComparison,
  PullRequest,
  PullRequests,
  Push,
  Repository,
  Roles,
  SubmittedReview,
} from "../ports/code-host.ts";
import { findExcluded } from "./find-excluded.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import { proveSights } from "./prove-sights.ts";

export interface ApprovalPorts {
  repository: Repository;
  pulls: Pick<PullRequests, "reviews" | "pushes" | "retargets" | "baseMoves" | "editedReviews">;
  roles: Roles;
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
  comparison: CommitComparison;
}

export interface EvaluatedApprovals {
  approval: FlowState;
  /** Where the flow stands for one file, whatever became of what else the pull request holds. */
  approvalOf(path: string): FlowState;
  reviews: Review[];
  /** What a review may hold to say exactly what it approves. */
  code: { text: string; isNeeded: boolean };
}

/** Where the flow stands by the reviews given: each counts for what its giver saw. */
export async function evaluateApprovals(
  ports: ApprovalPorts,
  pull: PullRequest,
  { policy, policyAt, flow, kept, now, base, comparison }: Asked,
): Promise<EvaluatedApprovals> {
  const submitted = (await ports.pulls.reviews(pull)).filter((one) => !isBotsRemark(one));
  // Whether a fork shows its record is told before anybody is asked.
  const isAsked = submitted.length > 0 || pull.head.fork;
  const pushes = isAsked ? upToHead(pull, await ports.pulls.pushes(pull)) : undefined;
  const isProvable = isWhole(pull, pushes);
  const { proof, order, distinct } = policy.approval;
  const { reviews, reviewsOf, code } = await proveSights(ports, submitted, {
    ...{ pull, proof, policyAt, kept, now, base },
    pushes: isProvable ? pushes : undefined,
  });
  const about = {
    ...{ flow, roles: policy.roles, order, distinct, code },
    holders: await readHolders(ports.roles, policy, flow),
    excluded: findExcluded(pull, await comparison.commits(), pushes ?? []),
    ...(isAsked && !isProvable && { unprovable: unknownPushers(pull) }),
  };
  return {
    approval: evaluateFlow({ ...about, reviews }),
    approvalOf: (path) => evaluateFlow({ ...about, reviews: reviewsOf(path) }),
    reviews,
    code,
  };
}

/** Our own suggestions among them: they say neither yes nor no, and nothing has to be proved for them. */
function isBotsRemark({ reviewer, state }: SubmittedReview): boolean {
  return reviewer.bot && state === "COMMENTED";
}

/** What became of the branch after the merge, such as its deletion, is no part of the review. */
function upToHead({ state, head }: PullRequest, pushes: readonly Push[] | undefined) {
  if (state !== "merged") return pushes;
  return pushes?.slice(0, pushes.findLastIndex(({ after }) => after === head.sha) + 1);
}

/** A record that does not lead to the head does not say who pushed it. */
function isWhole({ head }: PullRequest, pushes: readonly Push[] | undefined): boolean {
  return pushes?.at(-1)?.after === head.sha;
}

/** Commits name whoever their author likes: without the record anybody, the reviewer too, may have pushed them. */
function unknownPushers({ head }: PullRequest): string {
  const instead = head.fork
    ? "Push the branch to this repository, or let a fork be used whose activity can be read"
    : "Once GitHub shows it under Activity, write `/tollgate recheck` as a comment";
  return `GitHub does not show who pushed this branch, and whoever did may not approve it. ${instead}.`;
}

async function readHolders(roles: Roles, policy: Policy, flow: Flow): Promise<Map<string, RoleHolders>> {
  const held = flow.steps.map(async (id): Promise<[string, RoleHolders]> => {
    const role = policy.roles.get(id);
    if (!role) return [id, { known: false, why: `The policy has no role ${id}.` }];
    return [id, await roles.holders(role)];
  });
  return new Map(await Promise.all(held));
}
