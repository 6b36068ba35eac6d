import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import { type RunningBot, startBot } from "./start-bot.ts";

const shop = "acme/shop";
const secret = "0123456789abcdef0123456789abcdef";

const policy = (appId: number) => `
version: 1
gate: app
app_id: ${appId}
environments:
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [owner, dba] }
instances:
  mysql-test: { environment: test, engine: mysql-8.4, connection: TEST_URL }
  mysql-prod: { environment: prod, engine: mysql-8.4, connection: PROD_URL }
databases:
  shop: { instances: [mysql-test, mysql-prod] }
projects:
  demo: { migrations: "migrations/*.sql", databases: [shop] }
roles:
  tester: { title: Tester, users: [tina] }
  owner: { title: Project Owner, users: [olga] }
  dba: { title: DBA, teams: [acme/dba] }
risk:
  presets: [prod-is-high]
approval:
  flows:
    all: { title: "Tester -> Project Owner -> DBA", steps: [tester, owner, dba] }
  rules:
    ddl: { high: all }
`;

let github: SandboxGitHub;
let bot: RunningBot;

async function call(login: string, method: string, path: string, body?: object) {
  const response = await fetch(`${github.url}/repos/${shop}/${path}`, {
    method,
    headers: { authorization: `Bearer ${github.tokenOf(login)}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  // biome-ignore lint/suspicious/noExplicitAny: GitHub's answers, looked at by hand
  return (await response.json()) as any;
}

const approve = async (login: string) => {
  await call(login, "POST", "pulls/1/reviews", { event: "APPROVE" });
  await github.settled();
};

const push = async (sql: string) => {
  await github.push(shop, {
    branch: "age",
    actor: "ada",
    message: "Age",
    files: { "migrations/V1__t1.sql": sql },
  });
  await github.settled();
};

async function gate() {
  const { head } = await call("ada", "GET", "pulls/1");
  const { check_runs } = await call("ada", "GET", `commits/${head.sha}/check-runs?filter=latest`);
  expect(check_runs).toHaveLength(1);
  return check_runs[0].conclusion ?? check_runs[0].status;
}

async function asked() {
  const { users, teams } = await call("ada", "GET", "pulls/1/requested_reviewers");
  return [
    ...users.map((user: { login: string }) => user.login),
    ...teams.map((team: { slug: string }) => team.slug),
  ];
}

beforeAll(async () => {
  github = await startGitHub();
  const people = ["ada", "tina", "olga", "dora"];
  for (const login of people) github.createUser(login);
  github.createOrganisation("acme", { owners: ["olga"], members: people });
  github.createTeam("acme", "dba", ["dora"]);
  const app = github.createApp({
    slug: "tollgate",
    permissions: {
      checks: "write",
      contents: "read",
      issues: "read",
      members: "read",
      pull_requests: "write",
    },
    events: [
      "pull_request",
      "pull_request_review",
      "push",
      "check_run",
      "issue_comment",
      "membership",
      "team",
    ],
  });
  await github.createRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/tollgate.yml": policy(app.id) },
  });
  for (const holder of [...people, "acme/dba"]) github.grant(shop, holder, "write");
  app.install(shop);
  bot = await startBot({
    appId: app.id,
    privateKey: app.privateKey,
    secret,
    baseUrl: github.url,
    host: "127.0.0.1",
    port: 0,
    redis: undefined,
    logLevel: "warn",
  });
  const { port } = bot.server.address() as AddressInfo;
  app.setWebhook(`http://127.0.0.1:${port}/api/github/webhooks`, secret);
});

afterAll(async () => {
  await github.settled();
  await bot.stop();
  await github.stop();
});

describe("the life of a pull request, with the real bot", () => {
  test("opened, pushed three times, approved three times in order and merged, for 60 requests at most", async () => {
    await bot.swept;
    const start = github.requests.length;
    await push("CREATE TABLE t1 (id INT NOT NULL, PRIMARY KEY (id));\n");
    await call("ada", "POST", "pulls", { title: "Age", head: "age", base: "main" });
    await github.settled();
    expect(await gate()).toBe("in_progress");
    expect(await asked()).toEqual(["tina"]);

    for (const size of [10, 20, 30])
      await push(`CREATE TABLE t1 (id INT NOT NULL, n VARCHAR(${size}), PRIMARY KEY (id));\n`);
    await approve("tina");
    expect(await asked()).toEqual(["olga"]);
    await approve("olga");
    expect(await asked()).toEqual(["dba"]);
    await approve("dora");
    expect(await gate()).toBe("success");
    await call("ada", "PUT", "pulls/1/merge", {});
    await github.settled();

    const made = github.requests.slice(start).filter(({ caller }) => caller.startsWith("tollgate"));
    expect(made.filter(({ status }) => status >= 400)).toEqual([]);
    expect(made.filter(({ status }) => status !== 304).length).toBeLessThanOrEqual(60);
  }, 60_000);
});
