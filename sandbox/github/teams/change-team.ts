import type { Account } from "../accounts/account.ts";
import { renderAccount } from "../accounts/render-account.ts";
import { renderOrganisation } from "../accounts/render-organisation.ts";
import { findAccount, teamKey, type World } from "../world.ts";
import { renderTeam } from "./render-team.ts";
import type { Team } from "./team.ts";

interface News {
  event: "membership" | "team";
  action: string;
  sender: Account;
  payload: object;
}

/** Tells every app that the team's organisation installed. */
function announce(world: World, team: Team, { event, action, sender, payload }: News): void {
  const organisation = world.organisations.get(team.organisation.toLowerCase());
  if (!organisation) return;
  const common = {
    team: renderTeam(world, team),
    organization: renderOrganisation(world, organisation.account),
  };
  for (const app of world.apps.values()) {
    const installation = app.installations.find(({ account }) => account.id === organisation.account.id);
    if (!installation) continue;
    const actor = { kind: "user", account: sender } as const;
    const whole = { ...payload, ...common };
    world.events.emitToApp(app, { event, action, installation, actor, payload: whole });
  }
}

function announceMember(world: World, team: Team, member: Account, action: "added" | "removed"): void {
  const payload = { scope: "team", member: renderAccount(world, member) };
  announce(world, team, { event: "membership", action, sender: member, payload });
}

/** Whoever joins a team becomes a member of the organisation too. */
export function addTeamMember(world: World, team: Team, login: string): void {
  const account = findAccount(world, login);
  if (!account) throw new Error(`There is no user ${login}: createUser first.`);
  const organisation = world.organisations.get(team.organisation.toLowerCase());
  if (!organisation?.members.has(account.login)) organisation?.members.set(account.login, "member");
  team.members.add(account.login);
  announceMember(world, team, account, "added");
}

export function removeTeamMember(world: World, team: Team, login: string): void {
  const account = findAccount(world, login);
  if (!account || !team.members.delete(account.login))
    throw new Error(`${login} is not in team ${team.slug}.`);
  announceMember(world, team, account, "removed");
}

/** Nobody is asked in its name any more, and it opens no repository. */
export function deleteTeam(world: World, team: Team): void {
  const key = teamKey(team.organisation, team.slug);
  const organisation = world.organisations.get(team.organisation.toLowerCase());
  if (!organisation) throw new Error(`There is no organisation ${team.organisation}.`);
  world.teams.delete(key);
  for (const repository of world.repositories.values()) {
    repository.teams.delete(key);
    for (const pull of repository.pulls.values()) {
      pull.requestedTeams = pull.requestedTeams.filter((requested) => requested !== key);
    }
  }
  announce(world, team, { event: "team", action: "deleted", sender: organisation.account, payload: {} });
}
