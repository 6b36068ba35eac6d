import { App, type Octokit } from "octokit";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Operation } from "./route.ts";
import { routes } from "./routes.ts";
import { type SandboxGitHub, startGitHub } from "./server.ts";
import { clientWithToken, PlainOctokit } from "./testing-client.ts";

const repo = "/repos/{owner}/{repo}";
const shop = { owner: "acme", repo: "shop" };

interface Clients {
  user: Octokit;
  app: Octokit;
  installation: Octokit;
}

type Parameters = Record<string, unknown>;
type Ask = [by: keyof Clients, operation: Operation, parameters?: Parameters];

let github: SandboxGitHub;
let clients: Clients;
let known: Record<"blob" | "tree" | "commit" | "delivery" | "installation" | "run", string | number>;

beforeAll(async () => {
  github = await startGitHub();
  for (const login of ["ada", "cleo"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["cleo"], members: ["ada"] });
  github.createTeam("acme", "dba", ["ada"]);
  const workflow = "on: { workflow_dispatch: {} }\n";
  await github.createRepository({
    ...shop,
    name: "shop",
    files: { "a.sql": "a\n", ".github/workflows/go.yml": workflow },
  });
  github.grant("acme/shop", "acme/dba", "admin");
  github.protectBranch("acme/shop", "main", { requiredChecks: [] });
  const app = github.createApp({
    slug: "gate",
    permissions: { checks: "write", contents: "read", pull_requests: "write" },
    events: ["push"],
  });
  const installation = app.install("acme/shop");
  // Nobody listens there: the delivery fails and stays in the log.
  app.setWebhook("http://127.0.0.1:9/", "secret");
  const head = await github.push("acme/shop", {
    branch: "b",
    actor: "ada",
    message: "B",
    files: { "b.sql": "b\n" },
  });
  await github.settled();
  const api = new App({
    appId: app.id,
    privateKey: app.privateKey,
    Octokit: PlainOctokit.defaults({ baseUrl: github.url }),
  });
  clients = {
    user: clientWithToken(github, github.tokenOf("ada")),
    app: api.octokit,
    installation: await api.getInstallationOctokit(installation),
  };
  const commit = (
    await clients.user.request(`GET ${repo}/git/commits/{commit_sha}`, { ...shop, commit_sha: head })
  ).data;
  const tree = (await clients.user.request(`GET ${repo}/git/trees/{tree_sha}`, { ...shop, tree_sha: head }))
    .data;
  const run = await github.startWorkflowRun({
    ...{ repository: "acme/shop", path: ".github/workflows/go.yml", name: "Go", event: "push" },
    ...{ ref: "refs/heads/b", sha: head, actor: "ada" },
  });
  const delivery = (await clients.app.request("GET /app/hook/deliveries")).data[0]?.id;
  const blob = tree.tree.find(({ type }) => type === "blob")?.sha;
  known = {
    blob: blob ?? "",
    tree: commit.tree.sha,
    commit: head,
    delivery: Number(delivery),
    installation,
    run: run.id,
  };
});

afterAll(() => github.stop());

async function ask([by, operation, parameters = {}]: Ask): Promise<{ id: number; sha: string }> {
  const response = await clients[by].request(
    operation as "GET /user",
    { ...shop, ...parameters } as Parameters,
  );
  return response.data as unknown as { id: number; sha: string };
}

async function changeGit(): Promise<void> {
  await ask(["user", `POST ${repo}/git/blobs`, { content: "c\n" }]);
  const tree = {
    base_tree: known.tree,
    tree: [{ path: "c.sql", mode: "100644", type: "blob", content: "c\n" }],
  };
  const { sha } = await ask(["user", `POST ${repo}/git/trees`, tree]);
  const commit = await ask([
    "user",
    `POST ${repo}/git/commits`,
    { message: "C", tree: sha, parents: [known.commit] },
  ]);
  await ask(["user", `POST ${repo}/git/refs`, { ref: "refs/heads/c", sha: known.commit }]);
  await ask(["user", `PATCH ${repo}/git/refs/{ref}`, { ref: "heads/c", sha: commit.sha }]);
  await ask(["user", `DELETE ${repo}/git/refs/{ref}`, { ref: "heads/c" }]);
  const content = {
    path: "d.sql",
    message: "D",
    content: Buffer.from("d\n").toString("base64"),
    branch: "main",
  };
  await ask(["user", `PUT ${repo}/contents/{path}`, content]);
}

async function reviewPull(): Promise<void> {
  const pull = { pull_number: 1, issue_number: 1 };
  const one = `${repo}/pulls/{pull_number}` as const;
  await ask(["user", `POST ${repo}/pulls`, { title: "B", head: "b", base: "main" }]);
  await ask(["user", `PATCH ${one}`, { ...pull, title: "B again" }]);
  await ask(["user", `PUT ${one}/update-branch`, pull]);
  for (const method of ["POST", "DELETE"] as const) {
    await ask(["installation", `${method} ${one}/requested_reviewers`, { ...pull, reviewers: ["cleo"] }]);
  }
  const remark = { path: "b.sql", line: 1, side: "RIGHT", body: "Hm" };
  const { id: review_id } = await ask([
    "installation",
    `POST ${one}/reviews`,
    { ...pull, body: "Well", comments: [remark] },
  ]);
  await ask([
    "installation",
    `POST ${one}/reviews/{review_id}/events`,
    { ...pull, review_id, event: "APPROVE" },
  ]);
  const [written] = (await ask(["user", `GET ${one}/comments`, pull])) as unknown as { id: number }[];
  const own = `${repo}/pulls/comments/{comment_id}` as const;
  await ask(["installation", `PATCH ${own}`, { comment_id: written?.id, body: "Hm!" }]);
  await ask(["installation", `DELETE ${own}`, { comment_id: written?.id }]);
  await ask(["user", `PUT ${one}/reviews/{review_id}/dismissals`, { ...pull, review_id, message: "No" }]);
  await ask(["user", `GET ${one}/reviews/{review_id}`, { ...pull, review_id }]);
  const { id: comment_id } = await ask([
    "user",
    `POST ${repo}/issues/{issue_number}/comments`,
    { ...pull, body: "Hm" },
  ]);
  const comment = `${repo}/issues/comments/{comment_id}` as const;
  await ask(["user", `GET ${repo}/issues/{issue_number}/comments`, pull]);
  await ask(["user", `GET ${comment}`, { comment_id }]);
  await ask(["user", `PATCH ${comment}`, { comment_id, body: "Hm!" }]);
  await ask(["user", `POST ${comment}/reactions`, { comment_id, content: "eyes" }]);
  await ask(["user", `DELETE ${comment}`, { comment_id }]);
  await ask(["user", `POST ${repo}/issues/{issue_number}/labels`, { ...pull, labels: ["x"] }]);
  await ask(["user", `GET ${repo}/issues/{issue_number}`, pull]);
  await ask(["user", `GET ${repo}/issues/{issue_number}/labels`, pull]);
  await ask(["user", `DELETE ${repo}/issues/{issue_number}/labels/{name}`, { ...pull, name: "x" }]);
  for (const part of ["", "/files", "/commits", "/reviews", "/requested_reviewers"] as const) {
    await ask(["user", `GET ${one}${part}`, pull]);
  }
  await ask(["user", `PUT ${one}/merge`, { ...pull, merge_method: "squash" }]);
  await ask(["user", `GET ${one}/merge`, pull]);
}

async function check(): Promise<void> {
  const { id: check_run_id } = await ask([
    "installation",
    `POST ${repo}/check-runs`,
    { name: "gate", head_sha: known.commit },
  ]);
  const one = `${repo}/check-runs/{check_run_id}` as const;
  await ask(["installation", `PATCH ${one}`, { check_run_id, conclusion: "success" }]);
  await ask(["installation", `POST ${one}/rerequest`, { check_run_id }]);
  for (const part of ["", "/annotations"] as const)
    await ask(["user", `GET ${one}${part}`, { check_run_id }]);
  await ask(["user", `POST ${repo}/statuses/{sha}`, { sha: known.commit, state: "success", context: "ci" }]);
  for (const part of ["check-runs", "status", "statuses"] as const) {
    await ask(["user", `GET ${repo}/commits/{ref}/${part}`, { ref: known.commit }]);
  }
}

async function deploy(): Promise<void> {
  await ask(["user", `PUT ${repo}/environments/{environment_name}`, { environment_name: "prod" }]);
  const deployment = { ref: "main", environment: "prod", required_contexts: [] };
  const { id: deployment_id } = await ask(["user", `POST ${repo}/deployments`, deployment]);
  const one = `${repo}/deployments/{deployment_id}` as const;
  await ask(["user", `POST ${one}/statuses`, { deployment_id, state: "success" }]);
  for (const part of ["", "/statuses"] as const) await ask(["user", `GET ${one}${part}`, { deployment_id }]);
  await ask(["user", `GET ${repo}/deployments`]);
  await ask(["user", `GET ${repo}/environments`]);
  const environment = { environment_name: "prod" };
  for (const part of ["", "/deployment-branch-policies"] as const) {
    await ask(["user", `GET ${repo}/environments/{environment_name}${part}`, environment]);
  }
  const go = { workflow_id: "go.yml", ref: "main", run_id: known.run };
  await ask(["user", `POST ${repo}/actions/workflows/{workflow_id}/dispatches`, go]);
  for (const part of [
    "workflows",
    "workflows/{workflow_id}",
    "workflows/{workflow_id}/runs",
    "runs",
    "runs/{run_id}",
  ]) {
    await ask(["user", `GET ${repo}/actions/${part}`, go]);
  }
}

async function readTheRest(): Promise<void> {
  const { commit, tree, blob, delivery, installation } = known;
  const asks: Ask[] = [
    ["user", "GET /user"],
    ["user", "GET /users/{username}", { username: "ada" }],
    ["user", "GET /apps/{app_slug}", { app_slug: "gate" }],
    ["user", "GET /orgs/{org}/members", { org: "acme" }],
    ["user", "GET /orgs/{org}/members/{username}", { org: "acme", username: "ada" }],
    ["user", "GET /orgs/{org}/teams/{team_slug}", { org: "acme", team_slug: "dba" }],
    ["user", "GET /orgs/{org}/teams/{team_slug}/members", { org: "acme", team_slug: "dba" }],
    [
      "user",
      "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
      { org: "acme", team_slug: "dba", username: "ada" },
    ],
    ["user", `GET ${repo}`],
    ["user", `GET ${repo}/activity`],
    ["user", `GET ${repo}/tarball/{ref}`, { ref: "main" }],
    ["user", `GET ${repo}/branches`],
    ["user", `GET ${repo}/branches/{branch}`, { branch: "main" }],
    ["user", `GET ${repo}/branches/{branch}/protection`, { branch: "main" }],
    ["user", `GET ${repo}/rules/branches/{branch}`, { branch: "main" }],
    ["user", `GET ${repo}/collaborators`],
    ["user", `GET ${repo}/collaborators/{username}`, { username: "ada" }],
    ["user", `GET ${repo}/collaborators/{username}/permission`, { username: "ada" }],
    ["user", `GET ${repo}/commits`, { path: "a.sql" }],
    ["user", `GET ${repo}/commits/{ref}`, { ref: "main" }],
    ["user", `GET ${repo}/commits/{commit_sha}/pulls`, { commit_sha: commit }],
    ["user", `GET ${repo}/compare/{basehead}`, { basehead: "main...b" }],
    ["user", `GET ${repo}/contents/{path}`, { path: ".github/workflows" }],
    ["user", `GET ${repo}/git/blobs/{file_sha}`, { file_sha: blob }],
    ["user", `GET ${repo}/git/commits/{commit_sha}`, { commit_sha: commit }],
    ["user", `GET ${repo}/git/ref/{ref}`, { ref: "heads/main" }],
    ["user", `GET ${repo}/git/matching-refs/{ref}`, { ref: "heads/" }],
    ["user", `GET ${repo}/git/trees/{tree_sha}`, { tree_sha: tree, recursive: "1" }],
    ["user", `GET ${repo}/pulls`, { state: "all" }],
    ["app", "GET /app"],
    ["app", "GET /app/hook/config"],
    ["app", "GET /app/hook/deliveries"],
    ["app", "GET /app/hook/deliveries/{delivery_id}", { delivery_id: delivery }],
    ["app", "POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: delivery }],
    ["app", "GET /app/installations"],
    ["app", "GET /app/installations/{installation_id}", { installation_id: installation }],
    [
      "app",
      "POST /app/installations/{installation_id}/access_tokens",
      { installation_id: installation, repositories: ["shop"] },
    ],
    ["app", "GET /orgs/{org}/installation", { org: "acme" }],
    ["app", `GET ${repo}/installation`],
    ["installation", "GET /installation/repositories"],
    ["installation", "DELETE /installation/token"],
  ];
  for (const one of asks) await ask(one);
}

it("answers each of its operations as GitHub describes it", async () => {
  await changeGit();
  await reviewPull();
  await check();
  await deploy();
  await readTheRest();
  await github.settled();
  expect(github.requests.filter(({ problem }) => problem !== undefined)).toEqual([]);
  const answered = new Set(github.requests.filter(({ status }) => status < 400).map(({ route }) => route));
  expect(routes.map(({ operation }) => operation).filter((operation) => !answered.has(operation))).toEqual(
    [],
  );
});
