import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { load } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewApp } from "../../sandbox/github/apps/create-app.ts";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import { type RunningBot, startBot } from "../../src/bot/start-bot.ts";
import { policyText } from "../../src/testing/a-policy.ts";

const shop = "acme/shop";
const secret = "0123456789abcdef0123456789abcdef";
const manifest = load(readFileSync("app.yml", "utf8")) as {
  default_permissions: NewApp["permissions"];
  default_events: string[];
};
const file = "migrations/V2__fax.sql";
const required = "ALTER TABLE t1 ADD fax VARCHAR(20) NOT NULL;\n";

let github: SandboxGitHub;
let bot: RunningBot;

async function call(login: string, method: string, path: string, body?: object) {
  const response = await fetch(`${github.url}/repos/${shop}/${path}`, {
    method,
    headers: { authorization: `Bearer ${github.tokenOf(login)}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  await github.settled();
  // biome-ignore lint/suspicious/noExplicitAny: GitHub's answers, looked at by hand
  return (await response.json()) as any;
}

async function push(actor: string, sql: string) {
  await github.push(shop, { branch: "fax", actor, message: "A change", files: { [file]: sql } });
  await github.settled();
}

interface Seen {
  id: number;
  user: { login: string };
  path: string;
  line: number | null;
  body: string;
}
const comments = (): Promise<Seen[]> => call("ada", "GET", "pulls/1/comments");
const writesSince = (begin: number) =>
  github.requests
    .slice(begin)
    .filter(({ caller, method }) => caller.startsWith("tollgate") && method !== "GET")
    .map(({ method, route }) => `${method} ${route.replace(/^.*\{repo\}/, "")}`)
    .filter((line) => /reviews|comments/.test(line));

beforeAll(async () => {
  github = await startGitHub();
  const people = ["ada", "olga", "dora"];
  for (const login of people) github.createUser(login);
  github.createOrganisation("acme", { owners: ["olga"], members: people });
  github.createTeam("acme", "dba", ["dora"]);
  const app = github.createApp({
    slug: "tollgate",
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  });
  const files = {
    ".github/tollgate.yml": policyText.replace("app_id: 7", `app_id: ${app.id}`),
    "migrations/V1__t1.sql": "CREATE TABLE t1 (id INT NOT NULL, PRIMARY KEY (id));\n",
  };
  await github.createRepository({ owner: "acme", name: "shop", files });
  for (const holder of [...people, "acme/dba"]) github.grant(shop, holder, "write");
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
  app.setWebhook(
    `http://127.0.0.1:${(bot.server.address() as AddressInfo).port}/api/github/webhooks`,
    secret,
  );
  await bot.swept;
  await push("ada", required);
  await call("ada", "POST", "pulls", { title: "Fax", head: "fax", base: "main" });
}, 60_000);

afterAll(async () => {
  await github.settled();
  await bot.stop();
  await github.stop();
});

test("what is safer is offered on its line, in one review that neither approves nor asks for changes", async () => {
  const [one, ...others] = await comments();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ user: { login: "tollgate[bot]" }, path: file, line: 1 });
  expect(one?.body).toContain(
    "\n```suggestion\nALTER TABLE t1 ADD fax VARCHAR(20) NOT NULL DEFAULT '';\n```\n",
  );
  const reviews = await call("ada", "GET", "pulls/1/reviews");
  expect(reviews.map(({ state }: { state: string }) => state)).toEqual(["COMMENTED"]);
});

test("looking again writes nothing, and a suggestion that somebody else forged is left alone", async () => {
  const [ours] = await comments();
  const forged = { path: file, line: 1, side: "RIGHT", body: ours?.body };
  await call("ada", "POST", "pulls/1/reviews", { event: "COMMENT", body: "Mine", comments: [forged] });
  const begin = github.requests.length;
  await call("ada", "PATCH", "pulls/1", { title: "Fax again" });
  expect(writesSince(begin)).toEqual([]);
  expect((await comments()).map(({ user }) => user.login)).toEqual(["tollgate[bot]", "ada"]);
});

test("a line that moves takes its suggestion along, and one that is taken over needs none", async () => {
  await push("ada", `-- for the office\n${required}`);
  const own = async () => (await comments()).filter(({ user }) => user.login === "tollgate[bot]");
  expect((await own()).map(({ line }) => line)).toEqual([2]);
  // As GitHub does it: the commit is of the one who clicks.
  await push("olga", "-- for the office\nALTER TABLE t1 ADD fax VARCHAR(20) NOT NULL DEFAULT '';\n");
  expect(await own()).toEqual([]);
  await call("olga", "POST", "pulls/1/reviews", { event: "APPROVE" });
  const { head } = await call("ada", "GET", "pulls/1");
  const { check_runs } = await call("ada", "GET", `commits/${head.sha}/check-runs?filter=latest`);
  // The one owner wrote it now: nobody is left to approve it.
  expect(check_runs[0].output.title).toBe("High risk: nobody can approve as Project Owner");
});

test("the requests and answers are GitHub's", () => {
  expect(github.requests.filter(({ problem }) => problem !== undefined)).toEqual([]);
});
