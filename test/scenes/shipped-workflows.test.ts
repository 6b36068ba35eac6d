import { readdirSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { readWorkflow } from "../../sandbox/runner/read-workflow.ts";
import { evaluate, type Value } from "../../sandbox/runner/template.ts";
import { parsePolicy } from "../../src/core/policy/parse-policy.ts";

const folders = ["examples/workflows", ".github/workflows"];
const files = folders.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));

test("there are workflow files to look at", () => expect(files.length).toBeGreaterThan(4));

test.each(files)("%s is a workflow that takes no permission at its top but reading", async (path) => {
  const text = readFileSync(path, "utf8");
  await expect(readWorkflow(path, text)).resolves.toMatchObject({ jobs: expect.anything() });
  expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
});

test.each(files)("%s pins what others wrote by commit and leaves no token in a checkout", (path) => {
  const text = readFileSync(path, "utf8");
  const foreign = [...text.matchAll(/- uses: (\S+)/g)].map(([, uses]) => uses ?? "");
  for (const uses of foreign.filter((one) => !one.startsWith("tollgate/tollgate@")))
    expect(uses).toMatch(/@[0-9a-f]{40}$/);
  expect(text.split("actions/checkout@").length).toBe(text.split("persist-credentials: false").length);
});

test("one review workflow alone starts on pull_request_target, and it checks nothing out", () => {
  const started = files.filter((path) => /^ {2}pull_request_target:/m.test(readFileSync(path, "utf8")));
  expect(started).toEqual(["examples/workflows/tollgate-review.yml"]);
  for (const path of started) expect(readFileSync(path, "utf8")).not.toContain("actions/checkout");
});

test.each(["tollgate-review.yml", "tollgate-review-public.yml"])(
  "%s: neither a run that may only read nor a comment takes the place of one that may write",
  async (name) => {
    const text = readFileSync(`examples/workflows/${name}`, "utf8");
    const { jobs, concurrency } = load(text) as {
      jobs: { review: { concurrency: { group: string } } };
      concurrency?: unknown;
    };
    // Of the whole workflow it would hold before the job's condition does.
    expect(concurrency).toBeUndefined();
    const expression = /-\$\{\{ (github\.event_name.*|github\.event\.pull_request && .*) \}\}$/.exec(
      jobs.review.concurrency.group,
    )?.[1];
    const groupOf = (event_name: string, event: { [key: string]: Value }, actor = "ada") =>
      evaluate(expression ?? "", {
        contexts: { github: { event_name, event, actor } },
        status: "success",
      });
    const own = { pull_request: { number: 5, head: { repo: { fork: false } } } };
    const fork = { pull_request: { number: 5, head: { repo: { fork: true } } } };
    expect(groupOf("pull_request_review", own)).toBe("writes");
    expect(groupOf("schedule", {})).toBe("writes");
    expect(groupOf("pull_request_review", fork)).toBe("reads");
    expect(groupOf("pull_request_review", own, "dependabot[bot]")).toBe("reads");
    expect(groupOf("issue_comment", { comment: { id: 9 } })).toBe(9);
    expect(groupOf("pull_request_target", fork)).toBe(name === "tollgate-review.yml" ? "writes" : "reads");
  },
);

test("the example policy is valid", () => {
  expect(parsePolicy(readFileSync("examples/tollgate.yml", "utf8"), "examples/tollgate.yml")).toMatchObject({
    ok: true,
  });
});
