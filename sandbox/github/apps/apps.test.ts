import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhooks } from "@octokit/webhooks";
import { App, type Octokit } from "octokit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SandboxGitHub, startGitHub } from "../server.ts";
import { clientWithToken, PlainOctokit } from "../testing-client.ts";
import type { SandboxApp } from "./create-app.ts";

const shop = { owner: "acme", repo: "shop" };
const secret = "a secret of the hook, long enough to be one";

interface Received {
  event: string;
  action: string | undefined;
  delivery: string;
  genuine: boolean;
  payload: { installation?: { id: number }; sender?: { login: string }; repository?: { full_name: string } };
}

let github: SandboxGitHub;
let app: SandboxApp;
let hook: Server;
let received: Received[] = [];
let installed: Octokit;

/** Verifies each signature with GitHub's own library. */
async function listen(): Promise<Server> {
  const webhooks = new Webhooks({ secret });
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const payload = JSON.parse(body) as Received["payload"] & { action?: string };
    received.push({
      event: String(request.headers["x-github-event"]),
      action: payload.action,
      delivery: String(request.headers["x-github-delivery"]),
      genuine: await webhooks.verify(body, String(request.headers["x-hub-signature-256"])),
      payload,
    });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function told() {
  return received.map(({ event, action }) => (action === undefined ? event : `${event}.${action}`));
}

beforeAll(async () => {
  github = await startGitHub();
  for (const login of ["ada", "cleo"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["cleo"], members: ["ada"] });
  await github.createRepository({ owner: "acme", name: "shop", files: { "README.md": "# Shop\n" } });
  github.grant("acme/shop", "ada", "write");
  const permissions = {
    checks: "write",
    contents: "read",
    pull_requests: "write",
    issues: "write",
    members: "read",
  } as const;
  const events = [
    "pull_request",
    "pull_request_review",
    "push",
    "check_run",
    "issue_comment",
    "membership",
    "team",
  ];
  app = github.createApp({ slug: "tollgate", permissions, events });
  const id = app.install("acme/shop");
  hook = await listen();
  app.setWebhook(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/`, secret);
  const octokitApp = new App({
    appId: app.id,
    privateKey: app.privateKey,
    Octokit: PlainOctokit.defaults({ baseUrl: github.url }),
  });
  installed = await octokitApp.getInstallationOctokit(id);
});

afterAll(async () => {
  await github.stop();
  hook.close();
});

beforeEach(() => {
  received = [];
});

describe("an app", () => {
  it("is told of what happens, in order, with signatures that GitHub's library accepts", async () => {
    await github.push("acme/shop", {
      branch: "more",
      actor: "ada",
      message: "More",
      files: { "b.sql": "SELECT 1;\n" },
    });
    const ada = clientWithToken(github, github.tokenOf("ada"));
    await ada.rest.pulls.create({ ...shop, title: "More", head: "more", base: "main" });
    await github.push("acme/shop", {
      branch: "more",
      actor: "ada",
      message: "Most",
      files: { "b.sql": "SELECT 2;\n" },
    });
    await github.settled();
    expect(told()).toEqual(["push", "pull_request.opened", "push", "pull_request.synchronize"]);
    expect(received.every(({ genuine }) => genuine)).toBe(true);
    expect(received[1]?.payload).toMatchObject({
      repository: { full_name: "acme/shop" },
      sender: { login: "ada" },
      installation: { id: expect.any(Number) },
    });
  });

  it("writes check runs that only it can change, and a rule that names it counts no other's", async () => {
    const { data: pull } = await installed.rest.pulls.get({ ...shop, pull_number: 1 });
    github.protectBranch("acme/shop", "main", { requiredChecks: [{ context: "gate", appId: app.id }] });
    const cleo = clientWithToken(github, github.tokenOf("cleo"));
    const merge = () => cleo.rest.pulls.merge({ ...shop, pull_number: 1 });
    await expect(merge()).rejects.toMatchObject({
      status: 405,
      message: expect.stringContaining('"gate" is expected'),
    });
    await cleo.rest.repos.createCommitStatus({
      ...shop,
      sha: pull.head.sha,
      context: "gate",
      state: "success",
    });
    await expect(merge()).rejects.toMatchObject({ status: 405 });
    const { data: run } = await installed.rest.checks.create({
      ...shop,
      name: "gate",
      head_sha: pull.head.sha,
      status: "in_progress",
    });
    expect(run.app).toMatchObject({ id: app.id, slug: "tollgate" });
    await expect(merge()).rejects.toMatchObject({
      status: 405,
      message: expect.stringContaining("is pending"),
    });
    await expect(
      cleo.rest.checks.update({ ...shop, check_run_id: run.id, conclusion: "success" }),
    ).rejects.toMatchObject({ status: 403 });
    const output = {
      title: "Approved",
      summary: "By all",
      annotations: [
        {
          path: "b.sql",
          start_line: 1,
          end_line: 1,
          annotation_level: "warning" as const,
          message: "Careful",
        },
      ],
    };
    await installed.rest.checks.update({ ...shop, check_run_id: run.id, conclusion: "success", output });
    const annotations = await installed.rest.checks.listAnnotations({ ...shop, check_run_id: run.id });
    expect(annotations.data).toMatchObject([{ path: "b.sql", message: "Careful" }]);
    const found = await installed.rest.checks.listForRef({
      ...shop,
      ref: pull.head.sha,
      check_name: "gate",
      app_id: app.id,
    });
    expect(found.data).toMatchObject({ total_count: 1, check_runs: [{ conclusion: "success" }] });
    await installed.rest.checks.rerequestRun({ ...shop, check_run_id: run.id });
    expect((await merge()).data.merged).toBe(true);
    await github.settled();
    expect(told()).toEqual([
      "check_run.created",
      "check_run.completed",
      "check_run.rerequested",
      "push",
      "pull_request.closed",
    ]);
  });

  it("comments in its own name, which GitHub vouches for", async () => {
    const { data } = await installed.rest.issues.createComment({ ...shop, issue_number: 1, body: "Weighed" });
    expect(data).toMatchObject({
      user: { login: "tollgate[bot]", type: "Bot" },
      performed_via_github_app: { id: app.id },
    });
  });

  it("does no more than it was granted", async () => {
    await expect(
      installed.rest.repos.createCommitStatus({ ...shop, sha: "main", state: "success" }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      installed.rest.repos.createOrUpdateFileContents({ ...shop, path: "x", message: "x", content: "" }),
    ).rejects.toMatchObject({ status: 403 });
    expect((await installed.rest.repos.getContent({ ...shop, path: "README.md" })).status).toBe(200);
  });

  it("hears who joins and leaves a team", async () => {
    github.createTeam("acme", "dba", ["cleo"]);
    const members = await installed.rest.teams.listMembersInOrg({ org: "acme", team_slug: "dba" });
    expect(members.data).toMatchObject([{ login: "cleo" }]);
    github.removeTeamMember("acme", "dba", "cleo");
    await github.settled();
    github.deleteTeam("acme", "dba");
    const gone = installed.rest.teams.listMembersInOrg({ org: "acme", team_slug: "dba" });
    await expect(gone).rejects.toMatchObject({ status: 404 });
    await github.settled();
    expect(told()).toEqual(["membership.added", "membership.removed", "team.deleted"]);
  });

  it("loses, doubles and reorders deliveries by switch, and redelivers what was lost", async () => {
    const comment = (body: string) => installed.rest.issues.createComment({ ...shop, issue_number: 1, body });
    github.webhooks.drop("issue_comment");
    await comment("lost");
    github.webhooks.duplicate("issue_comment");
    await comment("twice");
    await github.settled();
    expect(told()).toEqual(["issue_comment.created", "issue_comment.created"]);
    expect(received[0]?.delivery).toBe(received[1]?.delivery);
    const octokit = new App({
      appId: app.id,
      privateKey: app.privateKey,
      Octokit: PlainOctokit.defaults({ baseUrl: github.url }),
    }).octokit;
    const { data: failed } = await octokit.request("GET /app/hook/deliveries", { status: "failure" });
    expect(failed).toMatchObject([{ event: "issue_comment", status_code: 0 }]);
    await octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", {
      delivery_id: Number(failed[0]?.id),
    });
    await github.settled();
    expect(received).toHaveLength(3);
    github.webhooks.hold();
    await github.push("acme/shop", {
      branch: "later",
      actor: "ada",
      message: "One",
      files: { "c.sql": "1" },
    });
    await comment("after");
    github.webhooks.release("reversed");
    await github.settled();
    expect(told().slice(3)).toEqual(["issue_comment.created", "push"]);
  });
});

describe("a JSON web token", () => {
  it("is refused where another key signed it", async () => {
    const other = github.createApp({ slug: "other", permissions: {}, events: [] });
    const forged = new App({
      appId: app.id,
      privateKey: other.privateKey,
      Octokit: PlainOctokit.defaults({ baseUrl: github.url }),
    });
    await expect(forged.octokit.request("GET /app")).rejects.toMatchObject({ status: 401 });
  });
});
