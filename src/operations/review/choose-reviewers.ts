import type { FlowState, Review } from "../../core/approval/approval.ts";
import type { Role } from "../../core/policy/policy.ts";
import type { PullRequest, Reviewers } from "../ports/code-host.ts";
import type { CommentState } from "./comment-state.ts";

export interface ReviewerChanges {
  ask: Reviewers;
  withdraw: Reviewers;
  /** Asked by us earlier, and rightly still. */
  keep: Reviewers;
}

export interface ReviewersInput {
  pull: Pick<PullRequest, "requested" | "draft">;
  approval: FlowState | undefined;
  roles: ReadonlyMap<string, Pick<Role, "users" | "teams">>;
  reviews: readonly Review[];
  state: CommentState | undefined;
}

const nobody: Reviewers = { users: [], teams: [] };

/**
 * Who is to be asked now: the current step's people and nobody else. Requests of other people's making stay; of ours
 * those that the step no longer needs are withdrawn. Whoever answered on this very content is not asked once more.
 */
export function chooseReviewers(asking: ReviewersInput): ReviewerChanges {
  const { pull, state } = asking;
  const ours = both(state?.requested ?? nobody, (list, kind) => common(list, pull.requested[kind]));
  if (pull.draft) return { ask: nobody, withdraw: nobody, keep: ours };
  const wanted = stepReviewers(asking);
  const refused = state && state.step === askedRole(asking.approval) ? state.refused : nobody;
  const skip = (kind: keyof Reviewers) => [...pull.requested[kind], ...refused[kind]];
  return {
    ask: both(wanted, (list, kind) => without(list, skip(kind))),
    withdraw: both(ours, (list, kind) => without(list, wanted[kind])),
    keep: both(ours, (list, kind) => common(list, wanted[kind])),
  };
}

/** The waiting step; or the one that somebody rejected, who is asked again when the content has changed since. */
export function askedRole(approval: FlowState | undefined): string | undefined {
  return askedStep(approval)?.role;
}

function askedStep(approval: FlowState | undefined) {
  return approval?.steps.find(({ status }) => status === "rejected" || status === "waiting");
}

function stepReviewers({ approval, roles, reviews }: ReviewersInput): Reviewers {
  const step = askedStep(approval);
  const role = roles.get(step?.role ?? "");
  if (!step || !role) return nobody;
  const answered = new Set(
    reviews
      .filter(({ sight, state }) => sight.covers && state !== "DISMISSED" && state !== "APPROVED")
      .map(({ reviewer }) => reviewer.id),
  );
  const open = step.eligible.filter(({ id }) => !answered.has(id));
  if (step.status === "rejected") return { users: open.map(({ login }) => login), teams: [] };
  const named = open.filter(({ login }) => common([login], role.users).length > 0);
  const someoneAnswered = step.eligible.length > open.length;
  return {
    users: named.map(({ login }) => login),
    teams: someoneAnswered || open.length === 0 ? [] : role.teams,
  };
}

function both(
  reviewers: Reviewers,
  change: (list: readonly string[], kind: keyof Reviewers) => string[],
): Reviewers {
  return { users: change(reviewers.users, "users"), teams: change(reviewers.teams, "teams") };
}

/** Logins and slugs differ by more than case only. */
function common(list: readonly string[], other: readonly string[]): string[] {
  const lower = new Set(other.map((name) => name.toLowerCase()));
  return list.filter((name) => lower.has(name.toLowerCase()));
}

function without(list: readonly string[], other: readonly string[]): string[] {
  const gone = new Set(common(list, other));
  return list.filter((name) => !gone.has(name));
}
