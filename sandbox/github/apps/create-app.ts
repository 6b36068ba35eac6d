import { generateKeyPairSync } from "node:crypto";
import type { Permissions } from "../access/permission.ts";
import { createAccount } from "../accounts/create-account.ts";
import { findRepository } from "../repositories/create-repository.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import { findAccount, type World } from "../world.ts";
import type { App, Installation } from "./app.ts";

export interface NewApp {
  slug: string;
  permissions: Permissions;
  events: readonly string[];
  /** Login of the account that registered it; GitHub itself by default. */
  owner?: string;
}

export interface SandboxApp {
  id: number;
  slug: string;
  /** PEM, for the app's JSON web tokens. */
  privateKey: string;
  /** Gives the installation's id. Repositories of one owner share an installation. */
  install(repository: string): number;
  setWebhook(url: string, secret: string): void;
}

function install(world: World, app: App, fullName: string): number {
  const repository = findRepository(world, fullName);
  const known = app.installations.find(({ account }) => account.id === repository.owner.id);
  const installation: Installation = known ?? {
    id: world.nextId(),
    account: repository.owner,
    repositories: new Set(),
    createdAt: world.clock.stamp(),
  };
  if (!known) app.installations.push(installation);
  installation.repositories.add(repository.fullName.toLowerCase());
  const { id, name, full_name, private: hidden, node_id } = renderRepository(world, repository);
  const listed = [{ id, name, full_name, private: hidden, node_id }];
  const common = { installation, actor: { kind: "user", account: repository.owner } as const };
  world.events.emitToApp(
    app,
    known
      ? {
          ...common,
          event: "installation_repositories",
          action: "added",
          payload: { repository_selection: "selected", repositories_added: listed, repositories_removed: [] },
        }
      : { ...common, event: "installation", action: "created", payload: { repositories: listed } },
  );
  return installation.id;
}

export function createApp(world: World, asked: NewApp): SandboxApp {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const owner = asked.owner === undefined ? undefined : findAccount(world, asked.owner);
  const app: App = {
    id: world.nextId(),
    slug: asked.slug,
    owner: owner ?? { id: 9919, login: "github", type: "Organization" },
    bot: createAccount(world, `${asked.slug}[bot]`, "Bot"),
    permissions: asked.permissions,
    events: [...asked.events],
    publicKey,
    webhook: undefined,
    installations: [],
    createdAt: world.clock.stamp(),
  };
  world.apps.set(app.id, app);
  return {
    id: app.id,
    slug: app.slug,
    privateKey,
    install: (repository) => install(world, app, repository),
    setWebhook(url, secret) {
      app.webhook = { url, secret };
    },
  };
}
