import type { Organisation } from "../accounts/account.ts";
import { renderAccount } from "../accounts/render-account.ts";
import { renderOrganisation } from "../accounts/render-organisation.ts";
import { notFound } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { type Answer, type Call, noContent, ok, pathOf, type Route } from "../route.ts";
import { findAccount, teamKey } from "../world.ts";
import { renderTeam } from "./render-team.ts";
import type { Team } from "./team.ts";

/** Teams are visible to the organisation's members, and to apps that it installed. */
function organisationOf(call: Call): Organisation {
  const { world, token } = call;
  const login = pathOf(call, "org").toLowerCase();
  const organisation = world.organisations.get(login);
  if (!organisation) throw notFound();
  const inside =
    (token.kind === "user" && organisation.members.has(token.account.login)) ||
    (token.kind === "installation" && token.installation.account.login.toLowerCase() === login);
  if (!inside) throw notFound();
  return organisation;
}

function teamOf(call: Call): Team {
  organisationOf(call);
  const team = call.world.teams.get(teamKey(pathOf(call, "org"), pathOf(call, "team_slug")));
  if (!team) throw notFound();
  return team;
}

function membersOf(call: Call, logins: Iterable<string>) {
  const accounts = [...logins].flatMap((login) => findAccount(call.world, login) ?? []);
  return accounts.map((account) => renderAccount(call.world, account));
}

function getTeam(call: Call): Answer {
  const { world } = call;
  const organisation = organisationOf(call);
  const team = teamOf(call);
  return ok({
    ...renderTeam(world, team),
    members_count: team.members.size,
    repos_count: 0,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    organization: {
      ...renderAccount(world, organisation.account),
      ...renderOrganisation(world, organisation.account),
      has_organization_projects: true,
      has_repository_projects: true,
      public_repos: 0,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: "2026-01-01T00:00:00Z",
      updated_at: "2026-01-01T00:00:00Z",
      archived_at: null,
    },
  });
}

function renderMembership(call: Call) {
  const [org, slug, login] = [pathOf(call, "org"), pathOf(call, "team_slug"), pathOf(call, "username")];
  return {
    url: `${call.world.url}/orgs/${org}/teams/${slug}/memberships/${login}`,
    role: "member",
    state: "active",
  };
}

function getMembership(call: Call): Answer {
  const account = findAccount(call.world, pathOf(call, "username"));
  if (!account || !teamOf(call).members.has(account.login)) throw notFound();
  return ok(renderMembership(call));
}

function isMember(call: Call): Answer {
  if (!organisationOf(call).members.has(pathOf(call, "username"))) throw notFound();
  return noContent();
}

const team = "/orgs/{org}/teams/{team_slug}";
const membership = `${team}/memberships/{username}` as const;

export const teamRoutes: Route[] = [
  { operation: `GET ${team}`, needs: "members", handle: getTeam },
  {
    operation: `GET ${team}/members`,
    needs: "members",
    handle: (call) => answerPage(call, membersOf(call, teamOf(call).members)),
  },
  { operation: `GET ${membership}`, needs: "members", handle: getMembership },
  {
    operation: "GET /orgs/{org}/members",
    needs: "members",
    handle: (call) => answerPage(call, membersOf(call, organisationOf(call).members.keys())),
  },
  { operation: "GET /orgs/{org}/members/{username}", needs: "members", handle: isMember },
];
