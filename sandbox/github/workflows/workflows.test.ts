import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { WorkflowEvent } from "../events/events.ts";
import { type SandboxGitHub, startGitHub } from "../server.ts";
import { clientWithToken } from "../testing-client.ts";

const shop = { owner: "acme", repo: "shop" };
const workflow = `on:
  workflow_dispatch:
    inputs:
      environment: { type: choice, options: [prod, test], required: true }
      dry: { default: "no" }
`;

let github: SandboxGitHub;
let events: WorkflowEvent[] = [];

beforeAll(async () => {
  github = await startGitHub();
  for (const login of ["ada", "bob"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["bob"] });
  github.createTeam("acme", "dba", ["bob"]);
  const files = { ".github/workflows/go.yml": workflow, ".github/workflows/ci.yml": "on: push\n" };
  await github.createRepository({ owner: "acme", name: "shop", files, secrets: { URL: "test" } });
  github.grant("acme/shop", "ada", "write");
  github.createEnvironment("acme/shop", "prod", { branches: ["main"], secrets: { URL: "prod" } });
  github.onWorkflowEvent(async (event) => {
    await Promise.resolve();
    events.push(event);
  });
});

afterAll(() => github.stop());

beforeEach(() => {
  events = [];
});

function as(login: string) {
  return clientWithToken(github, github.tokenOf(login)).rest;
}

function names(): string[] {
  return events.map(({ event, ref }) => `${event} ${ref}`);
}

describe("workflow events", () => {
  it("come of a pull request, its reviews and its comments, where GitHub would run them", async () => {
    const sha = await github.push("acme/shop", {
      branch: "b",
      actor: "ada",
      message: "B",
      files: { "b.sql": "1\n" },
    });
    await as("ada").pulls.create({ ...shop, title: "B", head: "b", base: "main" });
    await as("bob").pulls.createReview({ ...shop, pull_number: 1, event: "APPROVE" });
    await as("bob").issues.createComment({ ...shop, issue_number: 1, body: "Fine" });
    await github.settled();
    expect(names()).toEqual([
      "push refs/heads/b",
      "pull_request refs/pull/1/merge",
      "pull_request_target refs/heads/main",
      "pull_request_review refs/pull/1/merge",
      "issue_comment refs/heads/main",
    ]);
    expect(events[0]?.sha).toBe(sha);
    expect(events[3]?.payload).toMatchObject({ action: "submitted", review: { state: "approved" } });
    expect(await github.readFile("acme/shop", events[1]?.sha ?? "", "b.sql")).toEqual(Buffer.from("1\n"));
  });

  it("come of nothing that GITHUB_TOKEN does, except a dispatch", async () => {
    const permissions = { contents: "write", pull_requests: "write", actions: "write" } as const;
    const token = github.issueWorkflowToken({ repository: "acme/shop", permissions });
    const job = clientWithToken(github, token).rest;
    const { data } = await job.issues.createComment({ ...shop, issue_number: 1, body: "Weighed" });
    expect(data).toMatchObject({
      user: { login: "github-actions[bot]" },
      performed_via_github_app: { slug: "github-actions" },
    });
    const go = { ...shop, workflow_id: "go.yml", ref: "main" };
    await job.actions.createWorkflowDispatch({ ...go, inputs: { environment: "prod" } });
    await github.settled();
    expect(names()).toEqual(["workflow_dispatch refs/heads/main"]);
    expect(events[0]?.payload).toMatchObject({ inputs: { environment: "prod", dry: "no" } });
    expect(events[0]?.actor).toBe("github-actions[bot]");
  });

  it("refuses a dispatch that the workflow does not declare", async () => {
    const go = { ...shop, workflow_id: "go.yml", ref: "main" };
    const { actions } = as("ada");
    await expect(actions.createWorkflowDispatch(go)).rejects.toMatchObject({ status: 422 });
    const wrong = actions.createWorkflowDispatch({ ...go, inputs: { environment: "moon" } });
    await expect(wrong).rejects.toMatchObject({ status: 422 });
    const unknown = actions.createWorkflowDispatch({ ...go, inputs: { environment: "test", force: "yes" } });
    await expect(unknown).rejects.toMatchObject({ status: 422 });
    const notDispatched = actions.createWorkflowDispatch({ ...shop, workflow_id: "ci.yml", ref: "main" });
    await expect(notDispatched).rejects.toMatchObject({ status: 422 });
  });
});

describe("a listener that fails", () => {
  it("is told to whoever waits, once", async () => {
    let fails = true;
    github.onWorkflowEvent(async () => {
      if (fails) throw new Error("the runner broke");
    });
    await as("bob").issues.createComment({ ...shop, issue_number: 1, body: "Go" });
    await expect(github.settled()).rejects.toMatchObject({ errors: [new Error("the runner broke")] });
    fails = false;
    await github.settled();
  });
});

describe("GITHUB_TOKEN", () => {
  it("does what its job was granted, in its own repository, and sees no teams", async () => {
    const token = github.issueWorkflowToken({
      repository: "acme/shop",
      permissions: { pull_requests: "write" },
    });
    const job = clientWithToken(github, token).rest;
    await expect(job.repos.getContent({ ...shop, path: "b.sql" })).rejects.toMatchObject({ status: 403 });
    await expect(job.teams.listMembersInOrg({ org: "acme", team_slug: "dba" })).rejects.toMatchObject({
      status: 403,
    });
    const team = job.pulls.requestReviewers({ ...shop, pull_number: 1, team_reviewers: ["dba"] });
    await expect(team).rejects.toMatchObject({ status: 422 });
    await github.createRepository({ owner: "acme", name: "other", files: { a: "" } });
    await expect(job.pulls.list({ owner: "acme", repo: "other" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("runs and deployments", () => {
  it("says who started a run", async () => {
    const sha = (await as("ada").repos.getBranch({ ...shop, branch: "main" })).data.commit.sha;
    const run = await github.startWorkflowRun({
      repository: "acme/shop",
      path: ".github/workflows/go.yml",
      name: "Go",
      event: "workflow_dispatch",
      ref: "refs/heads/main",
      sha,
      actor: "ada",
      triggeringActor: "bob",
    });
    const read = () => as("ada").actions.getWorkflowRun({ ...shop, run_id: run.id });
    expect((await read()).data).toMatchObject({
      actor: { login: "ada" },
      triggering_actor: { login: "bob" },
      head_branch: "main",
      status: "in_progress",
    });
    await run.finish("success");
    expect((await read()).data.conclusion).toBe("success");
    const listed = await as("ada").actions.listWorkflowRuns({
      ...shop,
      workflow_id: "go.yml",
      status: "success",
    });
    expect(listed.data.total_count).toBe(1);
  });

  it("keeps deployments with their statuses, newest first", async () => {
    const { repos } = as("ada");
    const wanted = { ...shop, ref: "main", environment: "prod", auto_merge: false, required_contexts: [] };
    const { data } = await repos.createDeployment(wanted);
    if (!("id" in data)) throw new Error("no deployment");
    for (const state of ["in_progress", "success"] as const) {
      await repos.createDeploymentStatus({ ...shop, deployment_id: data.id, state, description: state });
    }
    const statuses = await repos.listDeploymentStatuses({ ...shop, deployment_id: data.id });
    expect(statuses.data.map(({ state }) => state)).toEqual(["success", "in_progress"]);
    expect((await repos.listDeployments({ ...shop, environment: "prod" })).data).toHaveLength(1);
  });

  it("gives a job the environment's secrets over the repository's", () => {
    expect(github.secretsOf("acme/shop")).toEqual({ URL: "test" });
    expect(github.secretsOf("acme/shop", "prod")).toEqual({ URL: "prod" });
    expect(github.branchesOf("acme/shop", "prod")).toEqual(["main"]);
  });
});
