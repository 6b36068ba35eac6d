import type { PullRequest, PullRequests, Reviewers } from "../ports/code-host.ts";
import { askedRole, chooseReviewers } from "./choose-reviewers.ts";
import type { CommentState } from "./comment-state.ts";
import type { ReviewOutcome } from "./review-or-block.ts";

const nobody: Reviewers = { users: [], teams: [] };

/**
 * Withdraws, remembers, then asks: whatever fails in between, nobody whom we asked is forgotten. Who cannot be asked is
 * remembered as well, and given back in sentences.
 */
export async function askReviewers(
  pulls: Pick<PullRequests, "request" | "withdraw">,
  pull: PullRequest,
  { approval, reviews, policy }: ReviewOutcome,
  state: CommentState | undefined,
  remember: (state: Omit<CommentState, "collides">) => Promise<void>,
): Promise<string[]> {
  const { ask, withdraw, keep } = chooseReviewers({
    pull,
    approval,
    roles: policy.roles,
    reviews,
    state,
  });
  const step = askedRole(approval);
  const refusedBefore = state?.step === step ? (state?.refused ?? nobody) : nobody;
  const remembering = (requested: Reviewers, refused: Reviewers) =>
    remember({
      head: pull.head.sha,
      step,
      requested: union(keep, requested),
      refused: union(refusedBefore, refused),
    });

  if (!isNobody(withdraw)) await pulls.withdraw(pull, withdraw);
  await remembering(ask, nobody);
  if (isNobody(ask)) return [];
  const { refused, remarks } = await pulls.request(pull, ask);
  if (!isNobody(refused)) await remembering(without(ask, refused), refused);
  return remarks;
}

function isNobody({ users, teams }: Reviewers): boolean {
  return users.length + teams.length === 0;
}

function union(a: Reviewers, b: Reviewers): Reviewers {
  return { users: [...a.users, ...b.users].sort(), teams: [...a.teams, ...b.teams].sort() };
}

function without(a: Reviewers, b: Reviewers): Reviewers {
  return {
    users: a.users.filter((user) => !b.users.includes(user)),
    teams: a.teams.filter((team) => !b.teams.includes(team)),
  };
}
