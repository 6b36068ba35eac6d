import type { FlowState, Review } from "../../core/approval/approval.ts";
import type { Assessment } from "../../core/assessment.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { contentDigest } from "../digest.ts";
import type { Clock } from "../ports/clock.ts";
import type { CommitComparison, PullRequest, Repository } from "../ports/code-host.ts";
import { UserError } from "../user-error.ts";
import { assessWithCode } from "./assess-with-code.ts";
import { type ApprovalPorts, evaluateApprovals } from "./evaluate-approvals.ts";
import type { SeenReview } from "./head-at-review.ts";
import { readChange } from "./read-change.ts";

export interface Reviewed {
  mergeBase: string;
  assessment: Assessment;
  /** undefined = nobody needs to approve, no flow could be chosen, or approvals were not looked at. */
  approval: FlowState | undefined;
  reviews: readonly Review[];
  /** Sightings without which a head could not be proved: the next evidence has to keep them. */
  seen: readonly SeenReview[];
  /** Why who approved could not be read, though it was asked twice; absent = it was read, or not looked at. */
  unread?: { failure: unknown };
}

/** Judges a pull request by a policy, from what GitHub has now. Nothing is written. */
export async function review(
  ports: ApprovalPorts,
  pull: PullRequest,
  policy: Policy,
  { looksAtApprovals }: { looksAtApprovals: boolean },
): Promise<Reviewed> {
  const comparison = await compare(ports.repository, pull);
  const { mergeBase } = comparison;
  const commits = { mergeBase, head: pull.head.sha, tip: pull.base.sha };
  const change = await readChange(ports.repository, policy, commits);
  const assessment = await assessWithCode(ports.repository, pull.head.sha, {
    policy,
    ...change,
    digest: contentDigest(change.changed),
    today: dayOf(ports.clock),
    author: pull.author.login,
    labels: pull.labels,
  });
  const { flow, digest } = assessment;
  if (!flow || !looksAtApprovals)
    return { mergeBase, assessment, approval: undefined, reviews: [], seen: [] };
  try {
    const ask = () => evaluateApprovals(ports, pull, { policy, flow, digest, comparison });
    return { mergeBase, assessment, ...(await twice(ask)) };
  } catch (failure) {
    return { mergeBase, assessment, approval: undefined, reviews: [], seen: [], unread: { failure } };
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

async function compare(repository: Repository, pull: PullRequest): Promise<CommitComparison> {
  const comparison = await repository.compare(pull.base.sha, pull.head.sha);
  if (comparison) return comparison;
  throw new UserError(
    "no-merge-base",
    `The branches ${pull.base.ref} and ${pull.head.ref} share no history.`,
    `Start the branch from ${pull.base.ref} and bring the change over.`,
  );
}
