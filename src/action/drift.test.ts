import { expect, test } from "vitest";
import { compareFromWorkflow } from "./drift.ts";
import type { WorkflowRun } from "./workflow-run.ts";

test.each([
  "pull_request",
  "pull_request_target",
  "pull_request_review",
  "issue_comment",
  "workflow_run",
  "push",
])("schemas are not compared on %s: nothing is asked, of GitHub or of a database", async (event) => {
  const run = { event, owner: "acme", repo: "shop", url: "", temp: "/nowhere" } as WorkflowRun;
  const compared = compareFromWorkflow(run, { token: "t", environment: "prod" });
  await expect(compared).rejects.toMatchObject({ code: "event" });
});
