import type { Repository } from "../repositories/repository.ts";
import type { World } from "../world.ts";
import { type Role, roles } from "./permission.ts";

function strongest(held: readonly Role[]): Role {
  return held.reduce((best, role) => (roles.indexOf(role) > roles.indexOf(best) ? role : best), "none");
}

/** What a person may do in a repository: by themselves, by their teams, by their organisation. */
export function roleOf(world: World, repository: Repository, login: string): Role {
  if (repository.owner.login === login) return "admin";
  const held: Role[] = [repository.collaborators.get(login) ?? "none"];
  const organisation = world.organisations.get(repository.owner.login.toLowerCase());
  const membership = organisation?.members.get(login);
  if (membership === "admin") return "admin";
  if (organisation && membership) held.push(organisation.basePermission);
  for (const [key, role] of repository.teams) if (world.teams.get(key)?.members.has(login)) held.push(role);
  if (!repository.private) held.push("read");
  return strongest(held);
}
