import type { FlowState, Review, RoleHolders } from "../core/approval/approval.ts";
import { evaluateFlow } from "../core/approval/evaluate-flow.ts";
import { assess } from "../core/assess.ts";
import type { Assessment } from "../core/assessment.ts";
import { compareTrees } from "../core/migration/compare-trees.ts";
import { judgedPath } from "../core/migration/select.ts";
import type { Flow, Policy } from "../core/policy/policy.ts";
import { contentDigest } from "./digest.ts";
import { findExcluded } from "./find-excluded.ts";
import { headAtReview, type SeenReview } from "./head-at-review.ts";
import type { Comparison, PullRequest, PullRequests, Push, Repository, Roles } from "./ports.ts";
import { readChange } from "./read-change.ts";
import { UserError } from "./user-error.ts";

export interface ReviewPorts {
  repository: Repository;
  pulls: Pick<PullRequests, "reviews" | "pushes">;
  roles: Roles;
  /** What was seen when reviews arrived, read only where GitHub's record of pushes does not say. */
  seenReviews(): Promise<readonly SeenReview[]>;
}

export interface Reviewed {
  mergeBase: string;
  assessment: Assessment;
  /** undefined = nothing blocks and nobody is asked, or no flow could be chosen. */
  approval: FlowState | undefined;
  reviews: readonly Review[];
  /** Those of `seenReviews` without which a head could not be proved: the next evidence has to keep them. */
  seen: readonly SeenReview[];
}

/** Judges a pull request by a policy, from what GitHub has now. Nothing is written. */
export async function review(ports: ReviewPorts, pull: PullRequest, policy: Policy): Promise<Reviewed> {
  const comparison = await compare(ports.repository, pull);
  const { mergeBase } = comparison;
  const { changed, history } = await readChange(ports.repository, policy, mergeBase, pull.head.sha);
  const assessment = assess({
    policy,
    digest: contentDigest(changed),
    changed,
    history,
    base: pull.base.ref,
    author: pull.author.login,
    labels: pull.labels,
  });
  const { flow } = assessment;
  if (!flow) return { mergeBase, assessment, approval: undefined, reviews: [], seen: [] };

  const submitted = await ports.pulls.reviews(pull);
  const pushes = submitted.length > 0 ? await ports.pulls.pushes(pull) : undefined;
  const { heads, seen } = await proveHeads(ports, pull, submitted, pushes);
  const reviews = await addDigests(
    ports.repository,
    pull,
    judgedPath(policy),
    assessment.digest,
    submitted,
    heads,
  );
  const approval = evaluateFlow({
    flow,
    roles: policy.roles,
    order: policy.approval.order,
    distinct: policy.approval.distinct,
    digest: assessment.digest,
    reviews,
    holders: await readHolders(ports.roles, policy, flow),
    excluded: findExcluded(pull, await comparison.commits(), pushes ?? []),
  });
  return { mergeBase, assessment, approval, reviews, seen };
}

async function compare(repository: Repository, pull: PullRequest): Promise<Comparison> {
  const comparison = await repository.compare(pull.base.sha, pull.head.sha);
  if (comparison) return comparison;
  throw new UserError(
    "no-merge-base",
    `The branches ${pull.base.ref} and ${pull.head.ref} share no history.`,
    `Start the branch from ${pull.base.ref} and bring the change over.`,
  );
}

type Submitted = Omit<Review, "digest">;

async function proveHeads(
  ports: ReviewPorts,
  { head }: PullRequest,
  submitted: readonly Submitted[],
  pushes: readonly Push[] | undefined,
): Promise<{ heads: ReadonlyMap<number, string>; seen: SeenReview[] }> {
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

/** Remarks are not judged by their digest, so that of an older head is not worked out for them. */
async function addDigests(
  repository: Repository,
  pull: PullRequest,
  wanted: (path: string) => boolean,
  digest: string,
  submitted: readonly Submitted[],
  heads: ReadonlyMap<number, string>,
): Promise<Review[]> {
  const known = new Map<string, string | undefined>([[pull.head.sha, digest]]);
  const judged = submitted.filter(({ state }) => state !== "COMMENTED");
  for (const head of new Set(judged.flatMap(({ id }) => heads.get(id) ?? []))) {
    if (!known.has(head)) known.set(head, await digestAt(repository, pull, wanted, head));
  }
  return submitted.map((one) => ({ ...one, digest: known.get(heads.get(one.id) ?? "") }));
}

/** undefined = GitHub no longer has that head. */
async function digestAt(
  repository: Repository,
  pull: PullRequest,
  wanted: (path: string) => boolean,
  head: string,
): Promise<string | undefined> {
  const comparison = await repository.compare(pull.base.sha, head);
  if (!comparison) return undefined;
  const before = await repository.tree(comparison.mergeBase, wanted);
  return contentDigest(compareTrees(before, await repository.tree(head, wanted)));
}

async function readHolders(roles: Roles, policy: Policy, flow: Flow): Promise<Map<string, RoleHolders>> {
  const held = flow.steps.map(async (id): Promise<[string, RoleHolders]> => {
    const role = policy.roles.get(id);
    if (!role) return [id, { known: false, why: `The policy has no role ${id}.` }];
    return [id, await roles.holders(role)];
  });
  return new Map(await Promise.all(held));
}
