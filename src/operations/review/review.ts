import type { Review } from "../../core/approval/approval.ts";
import type { Assessment } from "../../core/assessment.ts";
import { judgedPath } from "../../core/migration/select.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { contentDigest, effectiveDigest, judge } from "../digest.ts";
import type { CommitComparison, PullRequest, Repository } from "../ports/code-host.ts";
import { UserError } from "../user-error.ts";
import { assessWithCode } from "./assess-with-code.ts";
import { type ApprovalPorts, type EvaluatedApprovals, evaluateApprovals } from "./evaluate-approvals.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import { readChange } from "./read-change.ts";
import { type PullWork, whoseWork } from "./whose-work.ts";

export interface Reviewed {
  mergeBase: string;
  assessment: Assessment;
  /** SHA-256 (hex) over the changed files alone. */
  content: string;
  /** undefined = nobody needs to approve, no flow could be chosen, or approvals were not looked at. */
  approval: EvaluatedApprovals["approval"] | undefined;
  approvalOf: EvaluatedApprovals["approvalOf"] | undefined;
  code: EvaluatedApprovals["code"] | undefined;
  reviews: readonly Review[];
  /** Whose work it is, read when asked; undefined = it could not be judged. */
  work: ((isRecorded: boolean) => Promise<PullWork>) | undefined;
}

interface Judging {
  policy: Policy;
  /** Commit of the base branch that the policy is of. */
  policyAt: string;
  kept: KeptEvidence;
  looksAtApprovals: boolean;
}

/** Judges a pull request by a policy, from what GitHub has now. Nothing is written. */
export async function review(
  ports: ApprovalPorts,
  pull: PullRequest,
  { policy, policyAt, kept, looksAtApprovals }: Judging,
): Promise<Reviewed> {
  const { repository } = ports;
  const comparison = await compare(repository, pull);
  const { mergeBase } = comparison;
  const commits = { mergeBase, head: pull.head.sha, tip: pull.base.sha };
  const change = await readChange(repository, policy, commits);
  const now = judge({ policy, ...change });
  const assessment = await assessWithCode(repository, pull.head.sha, {
    policy,
    ...change,
    digest: effectiveDigest(now),
    author: pull.author.login,
    labels: pull.labels,
  });
  const known = new Map<boolean, Promise<PullWork>>();
  const work = (isRecorded: boolean) => {
    const read = known.get(isRecorded) ?? whoseWork(ports, pull, { policy, now, comparison }, isRecorded);
    known.set(isRecorded, read);
    return read;
  };
  const judged = { mergeBase, assessment, content: contentDigest(now), work };
  const { flow } = assessment;
  if (!flow || !looksAtApprovals) return { ...judged, ...unasked };
  const base = await repository.tree(mergeBase, judgedPath(policy));
  const asked = { policy, policyAt, flow, kept, now, base, work };
  return { ...judged, ...(await evaluateApprovals(ports, pull, asked)) };
}

const unasked = { approval: undefined, approvalOf: undefined, code: undefined, reviews: [] };

async function compare(repository: Repository, pull: PullRequest): Promise<CommitComparison> {
  const comparison = await repository.compare(pull.base.sha, pull.head.sha);
  if (comparison) return comparison;
  throw new UserError(
    "no-merge-base",
    `The branches ${pull.base.ref} and ${pull.head.ref} share no history.`,
    `Start the branch from ${pull.base.ref} and bring the change over.`,
  );
}
