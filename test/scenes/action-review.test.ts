import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "rolldown";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import { policyText } from "../../src/testing/a-policy.ts";

const shop = "acme/shop";
const policy = policyText
  .replace("gate: app\napp_id: 7", "gate: action")
  .replace("teams: [acme/dba]", "users: [dora]");

let github: SandboxGitHub;
let folder: string;
/** As the sources are now, bundled once: it starts a dozen times. */
let action: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tollgate-action-"));
  action = join(folder, "action.cjs");
  await build({
    input: "src/action/main.ts",
    platform: "node",
    output: { dir: folder, format: "cjs", entryFileNames: "action.cjs", chunkFileNames: "[name].cjs" },
    logLevel: "silent",
  });
  github = await startGitHub();
  const people = ["ada", "olga", "dora"];
  for (const login of people) github.createUser(login);
  github.createOrganisation("acme", { owners: ["olga"], members: people });
  await github.createRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/tollgate.yml": policy, "README.md": "Shop" },
  });
  for (const login of people) github.grant(shop, login, "write");
  await github.push(shop, {
    branch: "t1",
    actor: "ada",
    message: "t1",
    files: {
      "migrations/V1__t1.sql": "CREATE TABLE t1 (id INT NOT NULL, PRIMARY KEY (id)); -- ::warning::pwned\n",
    },
  });
  await call("ada", "POST", "pulls", { title: "t1", head: "t1", base: "main" });
});

afterAll(async () => {
  await github.stop();
  await rm(folder, { recursive: true, force: true });
});

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

interface Finished {
  code: number | null;
  log: string;
  summary: string;
  outputs: Record<string, string>;
}

/** Runs the Action as the runner does: a process that knows nothing but its environment. */
async function runAction(wish: {
  event: string;
  payload: object;
  permissions?: Parameters<SandboxGitHub["issueWorkflowToken"]>[0]["permissions"];
}): Promise<Finished> {
  const { permissions = { contents: "read", pull_requests: "write", statuses: "write" } } = wish;
  const at = (name: string) => join(folder, name);
  await Promise.all([
    writeFile(at("event.json"), JSON.stringify(wish.payload)),
    writeFile(at("output"), ""),
    writeFile(at("summary"), ""),
  ]);
  const child = spawn(process.execPath, [action], {
    env: {
      PATH: process.env.PATH ?? "",
      INPUT_MODE: "review",
      INPUT_TOKEN: github.issueWorkflowToken({ repository: shop, permissions }),
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
      GITHUB_SERVER_URL: github.url,
      GITHUB_REPOSITORY: shop,
      GITHUB_RUN_ID: "1",
      GITHUB_EVENT_NAME: wish.event,
      GITHUB_EVENT_PATH: at("event.json"),
      GITHUB_ACTOR: "ada",
      GITHUB_REF: "refs/heads/main",
      GITHUB_SHA: "0".repeat(40),
      GITHUB_OUTPUT: at("output"),
      GITHUB_STEP_SUMMARY: at("summary"),
      RUNNER_TEMP: folder,
      TOLLGATE_WRITE_PAUSES: "off",
    },
  });
  let log = "";
  child.stdout.on("data", (text) => {
    log += text;
  });
  child.stderr.on("data", (text) => {
    log += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const written = await readFile(at("output"), "utf8");
  const outputs = [...written.matchAll(/^(\w+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [
    name,
    value,
  ]);
  return { code, log, summary: await readFile(at("summary"), "utf8"), outputs: Object.fromEntries(outputs) };
}

const pullRequest = async (number = 1) => ({
  event: "pull_request_target",
  payload: { action: "synchronize", pull_request: await call("ada", "GET", `pulls/${number}`) },
});

const status = async () => {
  const { head } = await call("ada", "GET", "pulls/1");
  const [newest] = await call("ada", "GET", `commits/${head.sha}/statuses`);
  return newest;
};

describe("mode: review with gate: action", () => {
  test("weighs, tells, and asks the first step", async () => {
    const { code, log, summary, outputs } = await runAction(await pullRequest());
    expect({ code, log }).toMatchObject({ code: 0 });
    const { report = "", ...rest } = outputs;
    expect(rest).toMatchObject({
      level: "high",
      source: "ddl",
      flow: "owner-dba",
      decision: "approval",
      reason_code: "approval-needed",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.parse(await readFile(report, "utf8"))).toMatchObject({ digest: rest.digest });
    expect(summary).toContain("Project Owner");
    expect(log).toContain("::warning file=migrations/V1__t1.sql,line=1");
    expect(log).not.toMatch(/^::warning::pwned/m);
    expect(await status()).toMatchObject({ context: "tollgate: main", state: "pending" });
    const comments = await call("ada", "GET", "issues/1/comments");
    expect(comments).toMatchObject([{ user: { login: "github-actions[bot]" } }]);
    expect((await call("ada", "GET", "pulls/1/requested_reviewers")).users).toMatchObject([
      { login: "olga" },
    ]);
  }, 60_000);

  test("writes nothing the second time", async () => {
    const before = github.requests.length;
    expect(await runAction(await pullRequest())).toMatchObject({ code: 0 });
    const written = github.requests
      .slice(before)
      .filter(
        ({ method, caller, route }) => method !== "GET" && caller !== "ada" && route !== "POST /graphql",
      );
    expect(written).toEqual([]);
  }, 60_000);

  test("passes when both have approved, and edits the one comment", async () => {
    for (const login of ["olga", "dora"]) {
      const review = await call(login, "POST", "pulls/1/reviews", { event: "APPROVE" });
      const payload = { action: "submitted", review, pull_request: await call("ada", "GET", "pulls/1") };
      expect(await runAction({ event: "pull_request_review", payload })).toMatchObject({ code: 0 });
    }
    expect(await status()).toMatchObject({ state: "success" });
    expect(await call("ada", "GET", "issues/1/comments")).toHaveLength(1);
  }, 60_000);

  test("a comment that is no command does nothing; the command writes again, for who may write", async () => {
    const comment = async (body: string, login = "ada") => {
      const made = await call(login, "POST", "issues/1/comments", { body });
      const payload = { issue: { number: 1, pull_request: {} }, comment: made };
      return runAction({ event: "issue_comment", payload });
    };
    const madeBy = (begin: number) => github.requests.slice(begin).map(({ route }) => route);
    const status = "POST /repos/{owner}/{repo}/statuses/{sha}";
    const before = github.requests.length + 1;
    await comment("Looks good");
    expect(madeBy(before).filter((route) => route !== "POST /graphql")).toEqual([]);
    await comment("/tollgate recheck\n");
    expect(madeBy(before)).toContain(status);
    github.createUser("rita");
    github.grant(shop, "rita", "read");
    const refused = github.requests.length;
    await comment("/tollgate recheck\n", "rita");
    expect(madeBy(refused)).not.toContain(status);
    const comments: { body: string; reactions: object }[] = await call("ada", "GET", "issues/1/comments");
    expect(comments.at(-1)?.body).toMatch(/^rita: only who may write/);
    expect(comments.slice(-3, -1).map(({ reactions }) => reactions)).toEqual([
      expect.objectContaining({ eyes: 1, confused: 0 }),
      expect.objectContaining({ eyes: 0, confused: 1 }),
    ]);
  }, 60_000);

  test("a missing permission is named", async () => {
    const permissions = { contents: "read", pull_requests: "read" } as const;
    await call("olga", "POST", "pulls/1/reviews", { event: "REQUEST_CHANGES", body: "No" });
    const { code, log } = await runAction({ ...(await pullRequest()), permissions });
    expect(code).toBe(1);
    expect(log).toMatch(/::error::.*permissions/);
  }, 60_000);
});

describe("mode: review of a fork's pull request", () => {
  test("with a token that only reads: summary, annotations and outputs, and exit 0", async () => {
    github.createUser("mallory");
    github.grant(shop, "mallory", "read");
    const fork = await github.fork(shop, "mallory");
    const files = { "migrations/V9__drop.sql": "DROP TABLE t1;\n" };
    await github.push(fork, { branch: "drop", actor: "mallory", message: "Drop", files });
    const { number } = await call("mallory", "POST", "pulls", {
      title: "Drop",
      head: "mallory:drop",
      base: "main",
    });
    const before = github.requests.length;
    const { code, summary, outputs, log } = await runAction({
      ...(await pullRequest(number)),
      event: "pull_request",
      permissions: { contents: "read", pull_requests: "read" },
    });
    expect({ code, log }).toMatchObject({ code: 0 });
    expect(outputs).toMatchObject({ level: "high" });
    expect(summary).toContain("DROP TABLE");
    const made = github.requests.slice(before).filter(({ caller }) => caller === "github-actions[bot]");
    expect(made.filter(({ method, route }) => method !== "GET" && route !== "POST /graphql")).toEqual([]);
  }, 60_000);
});
