import type { FlowInput, FlowState, Review, RoleHolders } from "../../core/approval/approval.ts";
import { evaluateFlow } from "../../core/approval/evaluate-flow.ts";
import { compareTrees } from "../../core/migration/compare-trees.ts";
import type { Flow, Policy } from "../../core/policy/policy.ts";
import { contentDigest } from "../digest.ts";
import type { Clock } from "../ports/clock.ts";
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
import { headAtReview, type SeenReview } from "./head-at-review.ts";
import { judgedTrees } from "./judged-trees.ts";

export interface ApprovalPorts {
  repository: Repository;
  pulls: Pick<PullRequests, "reviews" | "pushes" | "retargetedAt">;
  roles: Roles;
  clock: Clock;
  /** What was seen when reviews arrived, read only where GitHub's record of pushes does not say. */
  seenReviews(): Promise<readonly SeenReview[]>;
}

interface Asked {
  policy: Policy;
  flow: Flow;
  /** Of the head. */
  digest: string;
  comparison: CommitComparison;
}

/** Where the flow stands by the reviews given: each counts for the content that its reviewer saw. */
export async function evaluateApprovals(
  ports: ApprovalPorts,
  pull: PullRequest,
  { policy, flow, digest, comparison }: Asked,
): Promise<{ approval: FlowState; reviews: Review[]; seen: SeenReview[] }> {
  const submitted = (await ports.pulls.reviews(pull)).filter((one) => !isBotsRemark(one));
  // Whether a fork shows its record, and who pushed last, is told before anybody is asked.
  const isAsked = submitted.length > 0 || pull.head.fork || policy.approval.requireLastPushApproval;
  const pushes = isAsked ? upToHead(pull, await ports.pulls.pushes(pull)) : undefined;
  const { heads, seen } = await proveHeads(ports, pull, submitted, pushes);
  const digestOf = digestReader(ports.repository, pull, policy, digest);
  const reviews: Review[] = [];
  for (const { commit: _, ...one } of submitted)
    reviews.push({ ...one, digest: await digestOf(one, heads.get(one.id)) });
  const approval = evaluateFlow({
    flow,
    roles: policy.roles,
    order: policy.approval.order,
    distinct: policy.approval.distinct,
    digest,
    reviews,
    holders: await readHolders(ports.roles, policy, flow),
    excluded: findExcluded(pull, await comparison.commits(), pushes ?? []),
    ...(policy.approval.requireLastPushApproval && { lastPush: lastPushOf(pushes) }),
    ...(isAsked && !isWhole(pull, pushes) && { unprovable: unknownPushers(pull) }),
  });
  return { approval, reviews, seen };
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

/** A record that cannot be read comes after everything: nothing counts. */
function lastPushOf(pushes: readonly Push[] | undefined): NonNullable<FlowInput["lastPush"]> {
  const last = pushes?.at(-1);
  return { by: last?.actor, at: last?.at ?? "" };
}

/** Commits name whoever their author likes: without the record anybody, the reviewer too, may have pushed them. */
function unknownPushers({ head }: PullRequest): string {
  const instead = head.fork
    ? "Push the branch to this repository, or let a fork be used whose activity can be read"
    : "Once GitHub shows it under Activity, write `/tollgate recheck` as a comment";
  return `GitHub does not show who pushed this branch, and whoever did may not approve it. ${instead}.`;
}

/** What was approved before the pull request was turned to this base showed other changes: no head proves those. */
async function proveHeads(
  ports: ApprovalPorts,
  pull: PullRequest,
  reviews: readonly SubmittedReview[],
  pushes: readonly Push[] | undefined,
): Promise<{ heads: ReadonlyMap<number, string>; seen: SeenReview[] }> {
  const { head } = pull;
  const isApproved = reviews.some(({ state }) => state === "APPROVED");
  const turned = isApproved ? await ports.pulls.retargetedAt(pull) : undefined;
  const submitted = reviews.filter(
    ({ submittedAt }) => turned === undefined || Date.parse(submittedAt) > Date.parse(turned),
  );
  const prove = (seen: readonly SeenReview[]) =>
    new Map(
      submitted.flatMap((one) => {
        const proved = headAtReview(one, { pushes, head }, seen);
        return proved === undefined ? [] : [[one.id, proved] as const];
      }),
    );
  const recorded = prove([]);
  if (submitted.every(({ id }) => recorded.has(id))) return { heads: recorded, seen: [] };
  const seen = await ports.seenReviews();
  return { heads: prove(seen), seen: seen.filter((one) => !recorded.has(one.review)) };
}

/** Content digest at a head, each worked out once. Remarks are not judged by theirs, so an older one's is left out. */
function digestReader(repository: Repository, pull: PullRequest, policy: Policy, digest: string) {
  const known = new Map<string, string | undefined>([[pull.head.sha, digest]]);
  return async ({ state }: Pick<Review, "state">, head: string | undefined): Promise<string | undefined> => {
    if (head === undefined) return undefined;
    if (!known.has(head) && state !== "COMMENTED")
      known.set(head, await digestAt(repository, pull, policy, head));
    return known.get(head);
  };
}

/** undefined = GitHub no longer has that head. */
async function digestAt(
  repository: Repository,
  pull: PullRequest,
  policy: Policy,
  head: string,
): Promise<string | undefined> {
  const comparison = await repository.compare(pull.base.sha, head);
  if (!comparison) return undefined;
  const trees = await judgedTrees(repository, policy, { before: comparison.mergeBase, after: head });
  return contentDigest(compareTrees(trees.before, trees.after));
}

async function readHolders(roles: Roles, policy: Policy, flow: Flow): Promise<Map<string, RoleHolders>> {
  const held = flow.steps.map(async (id): Promise<[string, RoleHolders]> => {
    const role = policy.roles.get(id);
    if (!role) return [id, { known: false, why: `The policy has no role ${id}.` }];
    return [id, await roles.holders(role)];
  });
  return new Map(await Promise.all(held));
}
