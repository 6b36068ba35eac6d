import type { Octokit } from "octokit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SandboxGitHub, startGitHub } from "./server.ts";
import { clientWithToken } from "./testing-client.ts";

const shop = { owner: "acme", repo: "shop" };
let github: SandboxGitHub;

function as(login: string): Octokit {
  return clientWithToken(github, github.tokenOf(login));
}

beforeAll(async () => {
  github = await startGitHub();
  for (const login of ["ada", "bob", "cleo", "mallory"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["cleo"], members: ["ada", "bob"] });
  github.createTeam("acme", "dba", ["bob"]);
  await github.createRepository({
    owner: "acme",
    name: "shop",
    files: { "README.md": "# Shop\n", "a.sql": "one\ntwo\nthree\n" },
  });
  github.grant("acme/shop", "ada", "write");
  github.grant("acme/shop", "acme/dba", "write");
});

afterAll(() => github.stop());

describe("the life of a pull request", () => {
  it("is opened from a branch, with files and commits that git tells", async () => {
    await github.push("acme/shop", {
      branch: "more",
      actor: "ada",
      message: "More",
      files: { "b.sql": "SELECT 1;\n" },
    });
    const { data } = await as("ada").rest.pulls.create({
      ...shop,
      title: "More",
      head: "more",
      base: "main",
      body: "Please",
    });
    expect(data).toMatchObject({ number: 1, state: "open", changed_files: 1, additions: 1, mergeable: true });
    const files = await as("bob").rest.pulls.listFiles({ ...shop, pull_number: 1 });
    expect(files.data).toMatchObject([
      { filename: "b.sql", status: "added", patch: "@@ -0,0 +1 @@\n+SELECT 1;" },
    ]);
    const commits = await as("bob").rest.pulls.listCommits({ ...shop, pull_number: 1 });
    expect(commits.data).toMatchObject([{ commit: { message: "More" }, author: { login: "ada" } }]);
  });

  it("is not there for strangers", async () => {
    await expect(as("mallory").rest.pulls.get({ ...shop, pull_number: 1 })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("asks collaborators and teams for reviews, never its author", async () => {
    const ada = as("ada").rest.pulls;
    const asked = await ada.requestReviewers({
      ...shop,
      pull_number: 1,
      reviewers: ["cleo"],
      team_reviewers: ["dba"],
    });
    expect(asked.data.requested_reviewers).toMatchObject([{ login: "cleo" }]);
    expect(asked.data.requested_teams).toMatchObject([{ slug: "dba" }]);
    const self = ada.requestReviewers({ ...shop, pull_number: 1, reviewers: ["ada"] });
    await expect(self).rejects.toMatchObject({ status: 422 });
    const stranger = ada.requestReviewers({ ...shop, pull_number: 1, reviewers: ["mallory"] });
    await expect(stranger).rejects.toMatchObject({ status: 422 });
  });

  it("cannot be approved by its author", async () => {
    const own = as("ada").rest.pulls.createReview({ ...shop, pull_number: 1, event: "APPROVE" });
    await expect(own).rejects.toMatchObject({ status: 422 });
  });

  it("is approved by a team's member, which answers the team's request", async () => {
    const review = await as("bob").rest.pulls.createReview({ ...shop, pull_number: 1, event: "APPROVE" });
    expect(review.data).toMatchObject({ state: "APPROVED", user: { login: "bob" } });
    const left = await as("bob").rest.pulls.listRequestedReviewers({ ...shop, pull_number: 1 });
    expect(left.data).toMatchObject({ users: [{ login: "cleo" }], teams: [] });
  });

  it("takes comments, labels and statuses", async () => {
    const bob = as("bob").rest;
    const { data } = await bob.issues.createComment({ ...shop, issue_number: 1, body: "Looks fine" });
    expect(data).toMatchObject({ user: { login: "bob" }, performed_via_github_app: null });
    await bob.issues.updateComment({ ...shop, comment_id: data.id, body: "Looks good" });
    await bob.reactions.createForIssueComment({ ...shop, comment_id: data.id, content: "eyes" });
    expect((await bob.issues.listComments({ ...shop, issue_number: 1 })).data).toMatchObject([
      { body: "Looks good" },
    ]);
    await bob.issues.addLabels({ ...shop, issue_number: 1, labels: ["urgent"] });
    expect((await bob.issues.get({ ...shop, issue_number: 1 })).data.labels).toMatchObject([
      { name: "urgent" },
    ]);
    // GitHub makes an unknown label without a description, and says null of it in the list of pull requests as well.
    const [listed] = (await bob.pulls.list(shop)).data;
    expect(listed?.labels).toMatchObject([{ name: "urgent", description: null }]);
    await bob.issues.removeLabel({ ...shop, issue_number: 1, name: "urgent" });
    const { data: pull } = await bob.pulls.get({ ...shop, pull_number: 1 });
    await bob.repos.createCommitStatus({ ...shop, sha: pull.head.sha, state: "success", context: "ci" });
    expect((await bob.repos.getCombinedStatusForRef({ ...shop, ref: pull.head.sha })).data.state).toBe(
      "success",
    );
  });

  it("is merged, and its commits lead back to it", async () => {
    const { data: merged } = await as("ada").rest.pulls.merge({ ...shop, pull_number: 1 });
    const pulls = await as("ada").rest.repos.listPullRequestsAssociatedWithCommit({
      ...shop,
      commit_sha: merged.sha,
    });
    expect(pulls.data).toMatchObject([{ number: 1, state: "closed", merge_commit_sha: merged.sha }]);
    const { data: commit } = await as("ada").rest.git.getCommit({ ...shop, commit_sha: merged.sha });
    expect(commit.parents).toHaveLength(2);
    const { data: content } = await as("ada").rest.repos.getContent({ ...shop, path: "b.sql" });
    expect(content).toMatchObject({ type: "file", content: Buffer.from("SELECT 1;\n").toString("base64") });
    const pushes = await as("ada").rest.repos.listActivities({ ...shop, ref: "refs/heads/main" });
    expect(pushes.data).toMatchObject([{ activity_type: "pr_merge" }, { activity_type: "branch_creation" }]);
  });

  it("can be looked at, with everything that people wrote shown as text", async () => {
    await as("bob").rest.issues.createComment({
      ...shop,
      issue_number: 1,
      body: "<script>alert(1)</script>",
    });
    const response = await fetch(`${github.url}/acme/shop/pull/1`);
    const text = await response.text();
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(text).toContain("bob: approved");
    expect(text).toContain("&lt;script&gt;");
    expect(text).not.toContain("<script>");
  });
});

describe("the server", () => {
  it("answers under /api/v3 as well, as an enterprise server does", async () => {
    const octokit = clientWithToken({ url: `${github.url}/api/v3` }, github.tokenOf("ada"));
    expect((await octokit.rest.repos.get(shop)).data.full_name).toBe("acme/shop");
    expect(github.requests.at(-1)).toMatchObject({
      route: "GET /repos/{owner}/{repo}",
      token: "user",
      caller: "ada",
    });
  });

  it("fails on demand, before or after the deed", async () => {
    const comment = (body: string) => as("ada").rest.issues.createComment({ ...shop, issue_number: 1, body });
    const operation = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    const bodies = async () =>
      (await as("ada").rest.issues.listComments({ ...shop, issue_number: 1 })).data.map(({ body }) => body);
    github.fail({ operation, status: 403, message: "secondary rate limit", headers: { "retry-after": "1" } });
    await expect(comment("never")).rejects.toMatchObject({
      status: 403,
      response: { headers: { "retry-after": "1" } },
    });
    expect(await bodies()).not.toContain("never");
    github.fail({ operation, status: 502, done: true });
    await expect(comment("said")).rejects.toMatchObject({ status: 502 });
    expect(await bodies()).toContain("said");
  });

  it("knows nobody by a wrong token", async () => {
    await expect(clientWithToken(github, "wrong").rest.repos.get(shop)).rejects.toMatchObject({
      status: 401,
    });
  });

  it("pages long lists and says where the next page is", async () => {
    const first = await as("ada").rest.issues.listComments({ ...shop, issue_number: 1, per_page: 1 });
    expect(first.headers.link).toContain('page=2>; rel="next"');
    const all = await as("ada").paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...shop,
      issue_number: 1,
      per_page: 1,
    });
    expect(all.length).toBeGreaterThan(1);
  });

  it("answers 304 to whoever has seen the answer", async () => {
    const { headers } = await as("ada").rest.repos.getBranch({ ...shop, branch: "main" });
    const again = as("ada").rest.repos.getBranch({
      ...shop,
      branch: "main",
      headers: { "if-none-match": headers.etag },
    });
    await expect(again).rejects.toMatchObject({ status: 304 });
  });
});
