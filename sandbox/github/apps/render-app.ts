import { renderAccount } from "../accounts/render-account.ts";
import { actionsApp, nodeId, type World } from "../world.ts";
import type { App, Installation } from "./app.ts";

/** GitHub's `integration`. */
export function renderApp(world: World, app: App) {
  return {
    id: app.id,
    client_id: `Iv1.${app.id}`,
    slug: app.slug,
    node_id: nodeId("A", app.id),
    owner: renderAccount(world, app.owner),
    name: app.slug,
    description: null,
    external_url: world.url,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
    installations_count: app.installations.length,
  };
}

/** The app that acts for GITHUB_TOKEN. */
export function renderActionsApp(world: World) {
  const created = "2018-07-30T09:30:17Z";
  return {
    id: actionsApp.id,
    client_id: "Iv1.05c79e9ad1f6bdfa",
    slug: actionsApp.slug,
    node_id: nodeId("A", actionsApp.id),
    owner: renderAccount(world, { id: 9919, login: "github", type: "Organization" }),
    name: "GitHub Actions",
    description: "Automate your workflow from idea to production",
    external_url: "https://help.github.com/en/actions",
    html_url: `${world.url}/apps/${actionsApp.slug}`,
    created_at: created,
    updated_at: created,
    permissions: { actions: "write", checks: "write", contents: "write", metadata: "read" },
    events: [],
  };
}

export function renderInstallation(world: World, app: App, installation: Installation) {
  const { id, account } = installation;
  const organisation = account.type === "Organization";
  return {
    id,
    client_id: `Iv1.${app.id}`,
    account: renderAccount(world, account),
    repository_selection: "selected",
    access_tokens_url: `${world.url}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: organisation
      ? `${world.url}/organizations/${account.login}/settings/installations/${id}`
      : `${world.url}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: app.permissions,
    events: app.events,
    single_file_name: null,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    suspended_by: null,
    suspended_at: null,
  };
}
