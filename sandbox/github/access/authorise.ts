import { notFound, Refusal } from "../http/refusal.ts";
import type { Repository } from "../repositories/repository.ts";
import type { Needs, RepositoryNeeds } from "../route.ts";
import type { World } from "../world.ts";
import { atLeast, grants, type Permissions } from "./permission.ts";
import { roleOf } from "./role-of.ts";
import type { Token } from "./token.ts";

function authoriseGrant(permissions: Permissions, { scopes, grade }: RepositoryNeeds): void {
  if (!scopes.some((scope) => grants(permissions, scope, grade))) {
    throw new Refusal(403, "Resource not accessible by integration");
  }
}

/** Who may not even read a repository is told that there is none: 404, as GitHub does not reveal private ones. */
function authoriseInRepository(
  world: World,
  token: Token,
  needs: RepositoryNeeds,
  repository: Repository,
): void {
  if (token.kind === "user") {
    const role = roleOf(world, repository, token.account.login);
    if (!atLeast(role, "read")) throw notFound();
    if (!atLeast(role, needs.role))
      throw new Refusal(403, "Resource not accessible by personal access token");
    return;
  }
  const key = repository.fullName.toLowerCase();
  const entered =
    (token.kind === "installation" && token.repositories.has(key)) ||
    (token.kind === "workflow" && token.repository === key);
  if (entered) authoriseGrant(token.permissions, needs);
  else if (repository.private || token.kind === "app") throw notFound();
  else if (needs.grade === "write") throw new Refusal(403, "Resource not accessible by integration");
}

function authoriseMembers(token: Token): void {
  if (token.kind === "user") return;
  if (token.kind === "installation" && grants(token.permissions, "members", "read")) return;
  throw new Refusal(token.kind === "anonymous" ? 401 : 403, "Resource not accessible by integration");
}

function requireKind(token: Token, kind: "app" | "installation"): void {
  if (token.kind === kind) return;
  if (kind === "app") throw new Refusal(401, "A JSON web token could not be decoded");
  throw new Refusal(
    403,
    "You must authenticate with an installation access token in order to list repositories",
  );
}

function requirePerson(token: Token): void {
  if (token.kind !== "user") throw new Refusal(403, "Resource not accessible by integration");
}

/** Throws the refusal that GitHub would give. */
export function authorise(
  world: World,
  token: Token,
  needs: Needs,
  repository: Repository | undefined,
): void {
  if (needs === "anyone") return;
  if (needs === "app" || needs === "installation") requireKind(token, needs);
  else if (token.kind === "anonymous") throw new Refusal(401, "Requires authentication");
  else if (needs === "members") authoriseMembers(token);
  else if (needs === "person") requirePerson(token);
  else if (repository) authoriseInRepository(world, token, needs, repository);
  else throw notFound();
}
