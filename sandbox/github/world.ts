/** All that the sandbox knows, in plain data. Handlers read and write it; nothing else keeps state. */
import type { Token } from "./access/token.ts";
import type { Account, Organisation } from "./accounts/account.ts";
import type { App } from "./apps/app.ts";
import type { Clock } from "./clock.ts";
import type { Events } from "./events/events.ts";
import type { Repository } from "./repositories/repository.ts";
import type { Team } from "./teams/team.ts";

export interface World {
  url: string;
  directory: string;
  clock: Clock;
  events: Events;
  /** Machine time in milliseconds. */
  lastRequestAt: number;
  nextId(): number;
  /** By login in lower case. */
  accounts: Map<string, Account>;
  organisations: Map<string, Organisation>;
  /** By `teamKey`. */
  teams: Map<string, Team>;
  /** By full name in lower case. */
  repositories: Map<string, Repository>;
  apps: Map<number, App>;
  tokens: Map<string, Token>;
  /** When new commits leave a pull request's difference as it was, GitHub moves its reviews to the new head. */
  reviewFollowsHead: "same-difference" | "always" | "never";
}

/** The app behind GITHUB_TOKEN, with the ids that it has at github.com. */
export const actionsApp = { id: 15368, slug: "github-actions", botId: 41898282 } as const;
/** The account that signs merge commits made on the web. */
export const webFlow = { name: "GitHub", email: "noreply@github.com" } as const;

export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}

/** Teams are named by organisation and slug, in any case. */
export function teamKey(organisation: string, slug: string): string {
  return `${organisation}/${slug}`.toLowerCase();
}

export function findAccount(world: World, login: string): Account | undefined {
  return world.accounts.get(login.toLowerCase());
}

/** GitHub knows a commit's author by the address alone. */
export function accountOfEmail(world: World, email: string): Account | undefined {
  const login = /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? undefined : findAccount(world, login);
}

export function emailOf({ id, login }: Account): string {
  return `${id}+${login}@users.noreply.github.com`;
}
