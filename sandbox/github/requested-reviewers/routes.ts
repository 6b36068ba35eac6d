import { roleOf } from "../access/role-of.ts";
import type { Token } from "../access/token.ts";
import { renderAccount } from "../accounts/render-account.ts";
import { invalid } from "../http/refusal.ts";
import { announcePull } from "../pulls/announce-pull.ts";
import { pullOf } from "../pulls/find-pull.ts";
import { renderPullSimple, renderRequested } from "../pulls/render-pull.ts";
import type { Pull } from "../repositories/repository.ts";
import {
  type Answer,
  bodyOf,
  created,
  ok,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { renderTeam } from "../teams/render-team.ts";
import type { Team } from "../teams/team.ts";
import { findAccount, nodeId, teamKey } from "../world.ts";

interface Asked {
  reviewers?: string[];
  team_reviewers?: string[];
}

function listRequested(call: RepositoryCall): Answer {
  return ok(renderRequested(call.world, call.repository, pullOf(call)));
}

function notCollaborator(call: RepositoryCall) {
  return invalid(
    "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a " +
      `collaborator of the ${call.repository.fullName} repository.`,
  );
}

function requireUsers(call: RepositoryCall, pull: Pull, logins: readonly string[]): string[] {
  return logins.map((login) => {
    const account = findAccount(call.world, login);
    if (account?.id === pull.author.id) throw invalid("Review cannot be requested from pull request author.");
    if (!account || roleOf(call.world, call.repository, account.login) === "none")
      throw notCollaborator(call);
    return account.login;
  });
}

/** GITHUB_TOKEN sees no teams at all, so even an existing one cannot be resolved for it. */
function seesTeams(token: Token): boolean {
  return token.kind === "user" || (token.kind === "installation" && token.permissions.members !== undefined);
}

function requireTeams(call: RepositoryCall, slugs: readonly string[]): string[] {
  return slugs.map((slug) => {
    const key = teamKey(call.repository.owner.login, slug);
    const team = call.world.teams.get(key);
    if (!team || !seesTeams(call.token)) {
      throw invalid(`Could not resolve to a node with the global id of '${nodeId("T", team?.id ?? 0)}'.`);
    }
    if (!call.repository.teams.has(key)) throw notCollaborator(call);
    return key;
  });
}

async function announce(
  call: RepositoryCall,
  action: string,
  logins: readonly string[],
  teams: readonly Team[],
) {
  const { world, repository, actor } = call;
  const pull = pullOf(call);
  pull.updatedAt = world.clock.stamp();
  for (const login of logins) {
    const account = findAccount(world, login);
    if (!account) continue;
    const more = { requested_reviewer: renderAccount(world, account) };
    await announcePull({ world, repository, pull, actor, action, more });
  }
  for (const team of teams) {
    const more = { requested_team: renderTeam(world, team) };
    await announcePull({ world, repository, pull, actor, action, more });
  }
}

function teamsOf(call: RepositoryCall, keys: readonly string[]): Team[] {
  return keys.flatMap((key) => call.world.teams.get(key) ?? []);
}

/** One name that cannot be asked refuses the whole request, as at GitHub. */
async function requestReviewers(call: RepositoryCall): Promise<Answer> {
  const pull = pullOf(call);
  const { reviewers = [], team_reviewers = [] } = bodyOf<Asked>(call);
  const users = requireUsers(call, pull, reviewers).filter((login) => !pull.requestedUsers.includes(login));
  const teams = requireTeams(call, team_reviewers).filter((key) => !pull.requestedTeams.includes(key));
  pull.requestedUsers.push(...users);
  pull.requestedTeams.push(...teams);
  await announce(call, "review_requested", users, teamsOf(call, teams));
  return created(renderPullSimple(call.world, call.repository, pull));
}

async function removeRequested(call: RepositoryCall): Promise<Answer> {
  const pull = pullOf(call);
  const { reviewers = [], team_reviewers = [] } = bodyOf<Asked>(call);
  const keys = team_reviewers.map((slug) => teamKey(call.repository.owner.login, slug));
  const users = pull.requestedUsers.filter((login) => reviewers.includes(login));
  const teams = pull.requestedTeams.filter((key) => keys.includes(key));
  pull.requestedUsers = pull.requestedUsers.filter((login) => !users.includes(login));
  pull.requestedTeams = pull.requestedTeams.filter((key) => !teams.includes(key));
  await announce(call, "review_request_removed", users, teamsOf(call, teams));
  return ok(renderPullSimple(call.world, call.repository, pull));
}

const path = "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers";
const write = writing("triage", "pull_requests");

export const requestedReviewerRoutes: Route[] = [
  { operation: `GET ${path}`, needs: reading("pull_requests"), handle: listRequested },
  { operation: `POST ${path}`, needs: write, handle: requestReviewers },
  { operation: `DELETE ${path}`, needs: write, handle: removeRequested },
];
