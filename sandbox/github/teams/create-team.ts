import { findAccount, teamKey, type World } from "../world.ts";
import { addTeamMember } from "./change-team.ts";
import type { Team } from "./team.ts";

export function createTeam(
  world: World,
  organisation: string,
  slug: string,
  members: readonly string[],
): Team {
  const account = findAccount(world, organisation);
  if (account?.type !== "Organization") throw new Error(`There is no organisation ${organisation}.`);
  const team: Team = {
    id: world.nextId(),
    organisation: account.login,
    slug,
    name: slug,
    members: new Set(),
  };
  world.teams.set(teamKey(organisation, slug), team);
  for (const login of members) addTeamMember(world, team, login);
  return team;
}

export function findTeam(world: World, organisation: string, slug: string): Team {
  const team = world.teams.get(teamKey(organisation, slug));
  if (!team) throw new Error(`There is no team ${organisation}/${slug}.`);
  return team;
}
