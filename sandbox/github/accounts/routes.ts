import { atLeast, type Role, roles } from "../access/permission.ts";
import { roleOf } from "../access/role-of.ts";
import { notFound } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import {
  type Answer,
  type Call,
  noContent,
  ok,
  pathOf,
  type RepositoryCall,
  type Route,
  reading,
} from "../route.ts";
import { legacyPermission } from "../teams/render-team.ts";
import { findAccount, type World } from "../world.ts";
import type { Account } from "./account.ts";
import { renderAccount } from "./render-account.ts";

function accountOf(call: Call): Account {
  const account = findAccount(call.world, pathOf(call, "username"));
  if (!account) throw notFound();
  return account;
}

function renderPublicAccount(world: World, account: Account) {
  return {
    ...renderAccount(world, account),
    name: account.login,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
  };
}

/** A caller without a person behind it has no `/user`: "Resource not accessible by integration". */
function getAuthenticated(call: RepositoryCall): Answer {
  return ok(renderPublicAccount(call.world, call.actor.account));
}

/** The four words of the older field: triage counts as read there, maintain as write. */
function oldName(role: Role): string {
  if (role === "triage") return "read";
  return role === "maintain" ? "write" : role;
}

function getPermission(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const account = accountOf(call);
  const role = roleOf(world, repository, account.login);
  const user = { ...renderAccount(world, account), role_name: role, permissions: permissionFlags(role) };
  return ok({ permission: oldName(role), role_name: role, user });
}

function permissionFlags(role: Role) {
  const flags = roles.slice(1).map((one): [string, boolean] => [legacyPermission(one), atLeast(role, one)]);
  return Object.fromEntries(flags) as Record<"pull" | "triage" | "push" | "maintain" | "admin", boolean>;
}

function listCollaborators(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const people = [...world.accounts.values()].filter(({ type }) => type === "User");
  const found = people.flatMap((account) => {
    const role = roleOf(world, repository, account.login);
    if (role === "none") return [];
    return [{ ...renderAccount(world, account), role_name: role, permissions: permissionFlags(role) }];
  });
  return answerPage(call, found);
}

function isCollaborator(call: RepositoryCall): Answer {
  if (roleOf(call.world, call.repository, accountOf(call).login) === "none") throw notFound();
  return noContent();
}

const collaborators = "/repos/{owner}/{repo}/collaborators";
const read = reading("metadata");

export const accountRoutes: Route[] = [
  { operation: "GET /user", needs: "person", handle: getAuthenticated },
  {
    operation: "GET /users/{username}",
    needs: "anyone",
    handle: (call) => ok(renderPublicAccount(call.world, accountOf(call))),
  },
  { operation: `GET ${collaborators}`, needs: read, handle: listCollaborators },
  { operation: `GET ${collaborators}/{username}`, needs: read, handle: isCollaborator },
  { operation: `GET ${collaborators}/{username}/permission`, needs: read, handle: getPermission },
];
