import type { Review } from "../../core/approval/approval.ts";
import type { Assessment } from "../../core/assessment.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { contentDigest, effectiveDigest, judge } from "../digest.ts";
import type { Clock } from "../ports/clock.ts";
import type { CommitComparison, PullRequest, Repository } from "../ports/code-host.ts";
import { UserError } from "../user-error.ts";
import { assessWithCode } from "./assess-with-code.ts";
import { type ApprovalPorts, type EvaluatedApprovals, evaluateApprovals } from "./evaluate-approvals.ts";
import { judgedPath } from "./judged-trees.ts";
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
  /** Why who approved could not be read, though it was asked twice; absent = it was read, or not looked at. */
  unread?: { failure: unknown };
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
    today: dayOf(ports.clock),
    author: pull.author.login,
    labels: pull.labels,
  });
  const known = new Map<boolean, Promise<PullWork>>();
  const work = (isRecorded: boolean) => {
    const read = known.get(isRecorded) ?? whoseWork(ports, pull, { policy, now, comparison }, isRecorded);
    known.set(isRecorded, read);
    read.catch(() => known.delete(isRecorded));
    return read;
  };
  const judged = { mergeBase, assessment, content: contentDigest(now), work };
  const { flow } = assessment;
  if (!flow || !looksAtApprovals) return { ...judged, ...unasked };
  const base = await repository.tree(mergeBase, judgedPath(policy, change.actionFolders));
  const asked = { policy, policyAt, flow, kept, now, base, work };
  try {
    return { ...judged, ...(await twice(() => evaluateApprovals(ports, pull, asked))) };
  } catch (failure) {
    return { ...judged, ...unasked, unread: { failure } };
  }
}

/** GitHub refuses now and then what it answers a moment later (403, 404); its client repeats only what failed. */
async function twice<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch {
    return ask();
  }
}

/** `2027-03-31`, by UTC. */
function dayOf(clock: Clock): string {
  return clock.now().toISOString().slice(0, 10);
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
