import { atLeast, roles } from "../access/permission.ts";
import { roleOf } from "../access/role-of.ts";
import { type Answer, ok, type RepositoryCall, type Route, reading } from "../route.ts";
import { legacyPermission } from "../teams/render-team.ts";
import { renderRepository } from "./render-repository.ts";

function getRepository({ world, repository, token }: RepositoryCall): Answer {
  const rendered = renderRepository(world, repository);
  if (token.kind !== "user") return ok(rendered);
  const role = roleOf(world, repository, token.account.login);
  const flags = roles.slice(1).map((one) => [legacyPermission(one), atLeast(role, one)]);
  return ok({ ...rendered, permissions: Object.fromEntries(flags) as Record<string, boolean> });
}

export const repositoryRoutes: Route[] = [
  { operation: "GET /repos/{owner}/{repo}", needs: reading("metadata"), handle: getRepository },
];
