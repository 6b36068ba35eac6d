import type { Role } from "../access/permission.ts";
import { nodeId, type World } from "../world.ts";
import type { Team } from "./team.ts";

/** GitHub's older names for what a role allows. */
export function legacyPermission(role: Role): string {
  return {
    none: "none",
    read: "pull",
    triage: "triage",
    write: "push",
    maintain: "maintain",
    admin: "admin",
  }[role];
}

export function renderTeam(world: World, team: Team, role: Role = "read") {
  const organisation = world.organisations.get(team.organisation.toLowerCase());
  const url = `${world.url}/organizations/${organisation?.account.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId("T", team.id),
    url,
    html_url: `${world.url}/orgs/${team.organisation}/teams/${team.slug}`,
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: legacyPermission(role),
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: organisation?.account.id ?? 0,
    parent: null,
  };
}
