import { expect, test } from "vitest";
import { publishFromWorkflow } from "./stats.ts";
import type { WorkflowRun } from "./workflow-run.ts";

test.each(["pull_request", "pull_request_target", "pull_request_review", "issue_comment", "workflow_run"])(
  "statistics are not taken on %s: nothing is asked, of GitHub or of a database",
  async (event) => {
    const run = { event, owner: "acme", repo: "shop", url: "", temp: "/nowhere" } as WorkflowRun;
    const published = publishFromWorkflow(run, { token: "t", environment: "prod" });
    await expect(published).rejects.toMatchObject({ code: "event" });
  },
);
