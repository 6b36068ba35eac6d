import { renderAccount } from "../accounts/render-account.ts";
import { renderOrganisation } from "../accounts/render-organisation.ts";
import { type Account, findAccount, type Team, type World } from "../world.ts";
import { renderTeam } from "./render-team.ts";

/** Tells every app that the organisation installed; GitHub names the organisation's owner as sender. */
function announce(world: World, team: Team, member: Account, action: "added" | "removed"): void {
  const organisation = world.organisations.get(team.organisation.toLowerCase());
  if (!organisation) return;
  for (const app of world.apps.values()) {
    const installation = app.installations.find(({ account }) => account.id === organisation.account.id);
    if (!installation) continue;
    const payload = {
      scope: "team",
      member: renderAccount(world, member),
      team: renderTeam(world, team),
      organization: renderOrganisation(world, organisation.account),
    };
    const actor = { kind: "user", account: member } as const;
    world.events.emitToApp(app, { event: "membership", action, installation, actor, payload });
  }
}

/** Whoever joins a team becomes a member of the organisation too. */
export function addTeamMember(world: World, team: Team, login: string): void {
  const account = findAccount(world, login);
  if (!account) throw new Error(`There is no user ${login}: createUser first.`);
  const organisation = world.organisations.get(team.organisation.toLowerCase());
  if (!organisation?.members.has(account.login)) organisation?.members.set(account.login, "member");
  team.members.add(account.login);
  announce(world, team, account, "added");
}

export function removeTeamMember(world: World, team: Team, login: string): void {
  const account = findAccount(world, login);
  if (!account || !team.members.delete(account.login))
    throw new Error(`${login} is not in team ${team.slug}.`);
  announce(world, team, account, "removed");
}
