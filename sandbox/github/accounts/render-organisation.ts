import { nodeId, type World } from "../world.ts";
import type { Account } from "./account.ts";

/** GitHub's `organization-simple`, which every event from an organisation's repository carries. */
export function renderOrganisation({ url: base }: World, { id, login }: Account) {
  const url = `${base}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId("O", id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${base}/avatars/${id}`,
    description: "",
  };
}
