import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewApp, SandboxApp } from "../../sandbox/github/apps/create-app.ts";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import { type RunningBot, startBot } from "../../src/bot/start-bot.ts";
import { policyText } from "../../src/testing/a-policy.ts";

const shop = "acme/shop";
const secret = "0123456789abcdef0123456789abcdef";
const manifest = load(readFileSync("app.yml", "utf8")) as {
  default_permissions: NewApp["permissions"];
  default_events: string[];
};

let github: SandboxGitHub;
let app: SandboxApp;
let bot: RunningBot;
let url: string;

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

/** Whoever approves has read the page first. */
async function approve(login: string, number: number) {
  github.advanceClock(90);
  await call(login, "POST", `pulls/${number}/reviews`, { event: "APPROVE" });
  await github.settled();
}

async function push(branch: string, sql: string) {
  const files = { [`migrations/V${branch.slice(1)}__${branch}.sql`]: sql };
  await github.push(shop, { branch, actor: "ada", message: "A change", files });
  await github.settled();
}

async function open(branch: string): Promise<number> {
  const { number } = await call("ada", "POST", "pulls", { title: branch, head: branch, base: "main" });
  await github.settled();
  return number;
}

async function gate(number: number) {
  const { head } = await call("ada", "GET", `pulls/${number}`);
  const { check_runs } = await call("ada", "GET", `commits/${head.sha}/check-runs?filter=latest`);
  return check_runs.map((run: { conclusion: string | null; status: string }) => run.conclusion ?? run.status);
}

async function asked(number: number) {
  const { users, teams } = await call("ada", "GET", `pulls/${number}/requested_reviewers`);
  return [
    ...users.map((user: { login: string }) => user.login),
    ...teams.map((team: { slug: string }) => team.slug),
  ];
}

/** What the bot asked of GitHub since then. */
const madeSince = (start: number) =>
  github.requests.slice(start).filter(({ caller }) => caller.startsWith("tollgate"));
const writesSince = (start: number) =>
  madeSince(start)
    .filter(({ method, route }) => method !== "GET" && !/access_tokens|graphql/.test(route))
    .map(({ route }) => route);

async function start(): Promise<void> {
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
  url = `http://127.0.0.1:${(bot.server.address() as AddressInfo).port}/api/github/webhooks`;
  app.setWebhook(url, secret);
  await bot.swept;
}

beforeAll(async () => {
  github = await startGitHub();
  const people = ["ada", "olga", "dora"];
  for (const login of people) github.createUser(login);
  github.createOrganisation("acme", { owners: ["olga"], members: people });
  github.createTeam("acme", "dba", ["dora"]);
  app = github.createApp({
    slug: "tollgate",
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  });
  const files = { ".github/tollgate.yml": policyText.replace("app_id: 7", `app_id: ${app.id}`) };
  await github.createRepository({ owner: "acme", name: "shop", files });
  for (const holder of [...people, "acme/dba"]) github.grant(shop, holder, "write");
  app.install(shop);
  await github.settled();
  await start();
}, 60_000);

afterAll(async () => {
  await github.settled();
  await bot.stop();
  await github.stop();
});

const table = (length: number) =>
  `CREATE TABLE t1 (id INT NOT NULL, n VARCHAR(${length}), PRIMARY KEY (id));\n`;

describe("the life of a pull request, with the permissions and events of the manifest", () => {
  test("opened, pushed three times, approved in order, reopened by a push, merged: 90 requests at most", async () => {
    const begin = github.requests.length;
    await push("t1", table(10));
    const number = await open("t1");
    expect(await gate(number)).toEqual(["in_progress"]);
    expect(await asked(number)).toEqual(["olga"]);
    await push("t1", table(20));
    await push("t1", table(30));
    await approve("olga", number);
    expect(await asked(number)).toEqual(["dba"]);
    await push("t1", table(40));
    expect(await asked(number)).toEqual(["olga"]);
    await approve("olga", number);
    await approve("dora", number);
    expect(await gate(number)).toEqual(["success"]);
    expect(await asked(number)).toEqual([]);
    await call("ada", "PUT", `pulls/${number}/merge`, {});
    await github.settled();

    const [comment, ...others] = await call("ada", "GET", `issues/${number}/comments`);
    expect(others).toEqual([]);
    expect(comment.body).toContain("**Merged.**");

    // The organisation has no floor: asked once, then remembered.
    const refused = madeSince(begin).filter(({ status }) => status >= 400);
    expect(refused.map(({ route }) => route)).toEqual(["GET /repos/{owner}/{repo}/contents/{path}"]);
    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api: 304 does not count.
    const counted = madeSince(begin).filter(({ status }) => status !== 304);
    expect(counted.length).toBeLessThanOrEqual(90);
    expect(counted.length).toBeGreaterThan(30);
  }, 60_000);
});

describe("what may go wrong between GitHub and the bot", () => {
  let number: number;

  test("an event that is lost is made up for by the next one, or by the sweep of a new start", async () => {
    await push("t2", table(10).replace("t1", "t2"));
    github.webhooks.drop("pull_request");
    number = await open("t2");
    expect(await gate(number)).toEqual([]);
    await bot.stop();
    await start();
    expect(await gate(number)).toEqual(["in_progress"]);
    github.webhooks.drop("pull_request_review");
    await approve("olga", number);
    await approve("dora", number);
    expect(await gate(number)).toEqual(["success"]);
  }, 60_000);

  test("a new start writes nothing that is there already", async () => {
    await bot.stop();
    const begin = github.requests.length;
    await start();
    expect(madeSince(begin).map(({ route }) => route)).toContain(
      "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    );
    expect(writesSince(begin)).toEqual([]);
  }, 60_000);

  test("an event that comes twice, or late and in the wrong order, changes nothing", async () => {
    github.webhooks.duplicate("pull_request", 2);
    github.webhooks.hold();
    const files = { "README.md": "News" };
    await github.push(shop, { branch: "t2", actor: "ada", message: "News", files });
    await call("ada", "PATCH", `pulls/${number}`, { title: "Urgent" });
    github.webhooks.release("reversed");
    await github.settled();
    expect(await gate(number)).toEqual(["success"]);
  }, 60_000);

  test("a re-run that somebody asks for writes the check again", async () => {
    const begin = github.requests.length;
    await call("ada", "POST", `issues/${number}/comments`, { body: "/tollgate recheck" });
    await github.settled();
    expect(writesSince(begin)).toEqual([
      expect.stringContaining("/reactions"),
      expect.stringContaining("/check-runs"),
    ]);
  }, 60_000);

  test("somebody who leaves the team takes their approval with them", async () => {
    github.removeTeamMember("acme", "dba", "dora");
    await github.settled();
    expect(await gate(number)).toEqual(["action_required"]);
    github.addTeamMember("acme", "dba", "dora");
    await github.settled();
    expect(await gate(number)).toEqual(["success"]);
  }, 60_000);

  test("what GitHub has not signed, or could not have sent, is refused unread", async () => {
    const begin = github.requests.length;
    const body = JSON.stringify({ action: "opened", pull_request: { number }, installation: { id: 1 } });
    const send = (key: string, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "x-github-event": "pull_request",
          "x-github-delivery": "1",
          "x-hub-signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
          ...headers,
        },
      });
    expect((await send("development")).status).toBe(400);
    expect((await send("x".repeat(32))).status).toBe(400);
    const huge = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const chunked = await fetch(url, { method: "POST", body: huge, duplex: "half" } as RequestInit);
    expect(chunked.status).toBe(413);
    expect(await announce(25 * 1024 * 1024 + 1)).toBe(413);
    expect(madeSince(begin)).toEqual([]);
  });
});

describe("two pull requests with the same version", () => {
  test("name each other; once one is merged the other fails, without an event of its own", async () => {
    const [one, two] = ["t7", "t8"].map((name) => ({ name, file: `migrations/V7__${name}.sql` }));
    const numbers: number[] = [];
    for (const branch of [one, two]) {
      const files = { [branch?.file ?? ""]: "ALTER TABLE t1 ADD COLUMN a INT;\n" };
      await github.push(shop, { branch: branch?.name ?? "", actor: "ada", message: "A change", files });
      numbers.push(await open(branch?.name ?? ""));
    }
    const [first = 0, second = 0] = numbers;
    const comment = async (number: number) =>
      (await call("ada", "GET", `issues/${number}/comments`))[0].body as string;
    expect(await comment(first)).toContain(`[#${second}]`);
    expect(await comment(second)).toContain(`[#${first}]`);
    expect(await gate(second)).toEqual(["in_progress"]);
    await call("ada", "PUT", `pulls/${first}/merge`, {});
    await github.settled();
    expect(await gate(second)).toEqual(["failure"]);
  }, 60_000);
});

/** The status that a body is answered with which is announced and never sent. */
function announce(length: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": length };
    const sent = request(url, { method: "POST", headers }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on("error", reject).flushHeaders();
  });
}
