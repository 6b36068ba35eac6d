import type { World } from "../world.ts";
import type { Account, Organisation } from "./account.ts";

export function createAccount(world: World, login: string, type: Account["type"]): Account {
  if (world.accounts.has(login.toLowerCase())) throw new Error(`${login} exists already.`);
  const account: Account = { id: world.nextId(), login, type };
  world.accounts.set(login.toLowerCase(), account);
  return account;
}

/** Users come with a token, as a developer's own machine holds one. */
export function createUser(world: World, login: string): { login: string; id: number; token: string } {
  const account = createAccount(world, login, "User");
  const token = `ghp_sandbox_${login}`;
  world.tokens.set(token, { kind: "user", account });
  return { login, id: account.id, token };
}

export interface NewOrganisation {
  /** Logins; at least one, as GitHub demands. */
  owners?: readonly string[];
  members?: readonly string[];
  basePermission?: Organisation["basePermission"];
}

export function createOrganisation(world: World, login: string, asked: NewOrganisation): Account {
  const account = createAccount(world, login, "Organization");
  const members: Organisation["members"] = new Map();
  for (const member of asked.members ?? []) members.set(member, "member");
  for (const owner of asked.owners ?? []) members.set(owner, "admin");
  const basePermission = asked.basePermission ?? "none";
  world.organisations.set(login.toLowerCase(), { account, members, basePermission });
  return account;
}
