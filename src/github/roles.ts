import type { Person, RoleHolders } from "../core/approval/approval.ts";
import type { Roles } from "../operations/ports/code-host.ts";
import { type GitHubClient, hasStatus } from "./client.ts";
import type { ImmutableCache } from "./immutable-cache.ts";
import { personOf } from "./person.ts";

/**
 * Team members are read anew each time: holding a role is a fact of this moment. Which account answers to a login is
 * remembered for as long as `accounts` lives; a review carries the login that the account has now.
 */
export function githubRoles(octokit: GitHubClient, accounts: ImmutableCache): Roles {
  return {
    async holders({ users, teams, ids }) {
      const parts = await Promise.all([
        ...users.map((login) => findUser(octokit, accounts, login, ids.get(login.toLowerCase()))),
        ...teams.map((team) => readTeam(octokit, team, ids.get(team.toLowerCase()))),
      ]);
      const why = parts.flatMap((part) => (part.known ? [] : [part.why]));
      if (why.length > 0) return { known: false, why: why.join(" ") };
      const people = parts.flatMap((part) => (part.known ? part.people : []));
      return { known: true, people: [...new Map(people.map((person) => [person.id, person])).values()] };
    },
  };
}

async function findUser(
  octokit: GitHubClient,
  accounts: ImmutableCache,
  login: string,
  id: number | undefined,
): Promise<RoleHolders> {
  try {
    const person = await accounts.get<Person>(
      login.toLowerCase(),
      () => 1,
      async () => personOf((await octokit.request("GET /users/{username}", { username: login })).data),
    );
    if (id !== undefined && person.id !== id)
      return { known: false, why: isAnother("user", login, id, person.id) };
    return { known: true, people: [person] };
  } catch (error) {
    if (hasStatus(error, 404)) return { known: false, why: `GitHub has no user ${login}.` };
    throw error;
  }
}

function isAnother(kind: "user" | "team", name: string, wanted: number, found: number): string {
  return `The ${kind} ${name} has the id ${found}, and the policy says ${wanted}: another ${kind} has that name now. Write the right one into the policy.`;
}

/** https://docs.github.com/en/rest/teams/members#list-team-members: members of child teams are among them. */
async function readTeam(octokit: GitHubClient, team: string, id: number | undefined): Promise<RoleHolders> {
  const once = await askTeam(octokit, team, id);
  // A single refusal is often over a moment later; a team that is gone is refused again.
  return once.known ? once : askTeam(octokit, team, id);
}

async function askTeam(octokit: GitHubClient, team: string, id: number | undefined): Promise<RoleHolders> {
  const [org = "", team_slug = ""] = team.split("/");
  try {
    if (id !== undefined) {
      const { data } = await octokit.request("GET /orgs/{org}/teams/{team_slug}", { org, team_slug });
      if (data.id !== id) return { known: false, why: isAnother("team", team, id, data.id) };
    }
    const members = await octokit.paginate("GET /orgs/{org}/teams/{team_slug}/members", {
      org,
      team_slug,
      per_page: 100,
    });
    return { known: true, people: members.map(personOf) };
  } catch (error) {
    if (!hasStatus(error, 403, 404)) throw error;
    return {
      known: false,
      why: `The team ${team} does not exist, or this token may not read its members (the organisation permission "Members: read" lets it; the Action takes such a token as teams_token).`,
    };
  }
}
