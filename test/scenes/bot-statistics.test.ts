import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { load } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewApp, SandboxApp } from "../../sandbox/github/apps/create-app.ts";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import { type RunningBot, startBot } from "../../src/bot/start-bot.ts";
import { policyText } from "../../src/testing/a-policy.ts";
import { aSnapshot, aTable } from "../../src/testing/a-snapshot.ts";

const shop = "acme/shop";
const secret = "0123456789abcdef0123456789abcdef";
const manifest = load(readFileSync("app.yml", "utf8")) as {
  default_permissions: NewApp["permissions"];
  default_events: string[];
};

let github: SandboxGitHub;
let app: SandboxApp;
let bot: RunningBot;

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${github.url}/repos/${shop}/${path}`, {
    method,
    headers: { authorization: `Bearer ${github.tokenOf("ada")}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  // biome-ignore lint/suspicious/noExplicitAny: GitHub's answers, looked at by hand
  return (await response.json()) as any;
}

async function push(branch: string, files: Record<string, string>) {
  await github.push(shop, { branch, actor: "ada", message: "A change", files });
  await github.settled();
}

async function publish(rows: number) {
  const files = Object.fromEntries(
    ["test", "prod"].map((name) => {
      const place = { instance: `mysql-${name}`, database: "shop" };
      return [`${name}.json`, JSON.stringify(aSnapshot(name, place, { users: aTable(rows) }))];
    }),
  );
  await push("tollgate-stats", files);
}

async function check(number: number): Promise<{ conclusion: string; text: string }> {
  const { head } = await call("GET", `pulls/${number}`);
  const { check_runs } = await call("GET", `commits/${head.sha}/check-runs?filter=latest`);
  const { conclusion, status, output } = check_runs[0];
  return { conclusion: conclusion ?? status, text: output.text };
}

beforeAll(async () => {
  github = await startGitHub();
  for (const login of ["ada", "olga", "dora"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["olga"], members: ["ada", "olga", "dora"] });
  github.createTeam("acme", "dba", ["dora"]);
  app = github.createApp({
    slug: "tollgate",
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  });
  const policy = policyText
    .replace("app_id: 7", `app_id: ${app.id}\nstatistics_branch: tollgate-stats`)
    .replace("presets: [prod-is-high]", "presets: []")
    .replace("ddl: { high: owner-dba }", "ddl: { moderate: owner-dba }");
  const files = {
    ".github/tollgate.yml": policy,
    "migrations/V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY, age INT);\n",
  };
  await github.createRepository({ owner: "acme", name: "shop", files });
  for (const holder of ["ada", "olga", "acme/dba"]) github.grant(shop, holder, "write");
  app.install(shop);
  await github.settled();
  bot = await startBot({
    appId: app.id,
    privateKey: app.privateKey,
    secret,
    baseUrl: github.url,
    host: "127.0.0.1",
    port: 0,
    redis: undefined,
    logLevel: "fatal",
    writePauses: false,
  });
  const { port } = bot.server.address() as AddressInfo;
  app.setWebhook(`http://127.0.0.1:${port}/api/github/webhooks`, secret);
  await bot.swept;
}, 60_000);

afterAll(async () => {
  await github.settled();
  await bot.stop();
  await github.stop();
});

test("sizes that move reach every open pull request, and cost next to nothing while they stay", async () => {
  await push("copy", { "migrations/V2__copy.sql": "ALTER TABLE users MODIFY age BIGINT;\n" });
  const { number } = await call("POST", "pulls", { title: "Copy", head: "copy", base: "main" });
  await github.settled();
  expect(await check(number)).toMatchObject({ conclusion: "in_progress" });
  expect((await check(number)).text).toContain("there is no branch tollgate-stats here");

  await publish(8000);
  const small = await check(number);
  expect(small.conclusion).toBe("success");
  expect(small.text).toContain('"takenAt": "2026-11-20T03:00:00Z"');

  const begin = github.requests.length;
  await push("copy", { "README.md": "News\n" });
  const asked = github.requests
    .slice(begin)
    .filter(({ caller, route }) => caller.startsWith("tollgate") && /git\/(ref|blobs)/.test(route));
  // The tips of main and of the statistics branch.
  const unchanged = "GET /repos/{owner}/{repo}/git/ref/{ref} 304";
  expect(asked.map(({ route, status }) => `${route} ${status}`)).toEqual([unchanged, unchanged]);

  await publish(5_000_000);
  expect(await check(number)).toMatchObject({ conclusion: "in_progress" });
}, 60_000);
