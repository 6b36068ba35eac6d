import { nodeId, type World } from "../world.ts";
import type { Account } from "./account.ts";

/** GitHub's `simple-user`. */
export function renderAccount({ url: base }: World, { id, login, type }: Account) {
  const url = `${base}/users/${encodeURIComponent(login)}`;
  const page = type === "Bot" ? `apps/${login.replace("[bot]", "")}` : login;
  return {
    login,
    id,
    node_id: nodeId(type === "User" ? "U" : type === "Bot" ? "BOT" : "O", id),
    avatar_url: `${base}/avatars/${id}`,
    gravatar_id: "",
    url,
    html_url: `${base}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: "public",
    site_admin: false,
  };
}
