import { type Grade, grants, type Permissions, type Scope } from "../access/permission.ts";
import type { App, Installation } from "../apps/app.ts";
import { renderInstallation } from "../apps/render-app.ts";
import { callingApp } from "../apps/routes.ts";
import { invalid, notFound } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import { type Answer, bodyOf, type Call, created, noContent, ok, pathOf, type Route } from "../route.ts";

function answerInstallation(call: Call, wanted: (installation: Installation) => boolean): Answer {
  const app = callingApp(call);
  const installation = app.installations.find(wanted);
  if (!installation) throw notFound();
  return ok(renderInstallation(call.world, app, installation));
}

function installationOf(call: Call): { app: App; installation: Installation } {
  const app = callingApp(call);
  const installation = app.installations.find(({ id }) => id === Number(pathOf(call, "installation_id")));
  if (!installation) throw notFound();
  return { app, installation };
}

interface Asked {
  repositories?: string[];
  repository_ids?: number[];
  permissions?: Record<string, string>;
}

function askedRepositories(call: Call, installation: Installation, asked: Asked) {
  const held = [...installation.repositories].flatMap((key) => call.world.repositories.get(key) ?? []);
  if (!asked.repositories && !asked.repository_ids) return held;
  const wanted = held.filter(
    ({ id, name }) => asked.repositories?.includes(name) || asked.repository_ids?.includes(id),
  );
  const count = (asked.repositories ?? []).length + (asked.repository_ids ?? []).length;
  if (wanted.length < count) {
    throw invalid(
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  return wanted;
}

function askedPermissions(app: App, asked: Record<string, string> | undefined): Permissions {
  if (!asked) return { metadata: "read", ...app.permissions };
  for (const [scope, grade] of Object.entries(asked)) {
    if (!grants(app.permissions, scope as Scope, grade as Grade)) {
      throw invalid("The permissions requested are not granted to this installation.");
    }
  }
  return { metadata: "read", ...(asked as Permissions) };
}

function createToken(call: Call): Answer {
  const { world } = call;
  const { app, installation } = installationOf(call);
  const asked = bodyOf<Asked>(call);
  const repositories = askedRepositories(call, installation, asked);
  const permissions = askedPermissions(app, asked.permissions);
  const token = `ghs_sandbox${world.nextId()}`;
  // Clients compare it with the machine's clock, so it follows that and not the sandbox's.
  const expiresAt = new Date(Date.now() + 3600_000).toISOString().replace(/\.\d+/, "");
  world.tokens.set(token, {
    kind: "installation",
    account: app.bot,
    app,
    installation,
    permissions,
    repositories: new Set(repositories.map(({ fullName }) => fullName.toLowerCase())),
    expiresAt,
  });
  return created({
    token,
    expires_at: expiresAt,
    permissions,
    repository_selection: "selected",
    ...(asked.repositories || asked.repository_ids
      ? { repositories: repositories.map((repository) => renderRepository(world, repository)) }
      : {}),
  });
}

function listRepositories(call: Call): Answer {
  const { token, world } = call;
  if (token.kind !== "installation") throw notFound();
  const found = [...token.repositories].flatMap((key) => world.repositories.get(key) ?? []);
  const rendered = found.map((repository) => renderRepository(world, repository));
  return answerPage(call, rendered, (repositories, total_count) => ({
    total_count,
    repositories,
    repository_selection: "selected",
  }));
}

function revokeToken({ token, world }: Call): Answer {
  for (const [value, held] of world.tokens) if (held === token) world.tokens.delete(value);
  return noContent();
}

function listInstallations(call: Call): Answer {
  const app = callingApp(call);
  return answerPage(
    call,
    app.installations.map((one) => renderInstallation(call.world, app, one)),
  );
}

const one = "/app/installations/{installation_id}";

export const installationRoutes: Route[] = [
  { operation: "GET /app/installations", needs: "app", handle: listInstallations },
  {
    operation: `GET ${one}`,
    needs: "app",
    handle: (call) => answerInstallation(call, ({ id }) => id === Number(pathOf(call, "installation_id"))),
  },
  { operation: `POST ${one}/access_tokens`, needs: "app", handle: createToken },
  {
    operation: "GET /orgs/{org}/installation",
    needs: "app",
    handle: (call) => answerInstallation(call, ({ account }) => account.login === pathOf(call, "org")),
  },
  {
    operation: "GET /repos/{owner}/{repo}/installation",
    needs: "app",
    handle: (call) =>
      answerInstallation(call, ({ repositories }) =>
        repositories.has(`${pathOf(call, "owner")}/${pathOf(call, "repo")}`.toLowerCase()),
      ),
  },
  { operation: "GET /installation/repositories", needs: "installation", handle: listRepositories },
  { operation: "DELETE /installation/token", needs: "installation", handle: revokeToken },
];
