import { expect, test } from "vitest";
import type { TargetDrift } from "../../core/rollout/drift/target-drift.ts";
import type { Issues } from "../ports/code-host.ts";
import { tellDrift } from "./tell-drift.ts";

const target = {
  ...{ environment: "prod", instance: "db-1", database: "shop", engine: "mysql-8.4", labels: {} },
  connection: "URL",
};
const at = { target, since: "2026-11-30T12:00:00Z", notCompared: [] };
const same: TargetDrift = { ...at, state: "same", changes: [] };
const drifted: TargetDrift = {
  ...at,
  state: "drifted",
  changes: [{ object: "table t", change: "added", parts: [] }],
};
const unknown: TargetDrift = { target, state: "unknown", code: "no", why: "No answer.", fix: "Look." };

function memoryIssues(body?: string) {
  const log: string[] = [];
  const issues: Issues = {
    find: async (marker) => (body?.startsWith(marker) ? { number: 7, body } : undefined),
    open: async (_, issue) => void log.push(`open ${issue.title}\n${issue.body}`),
    edit: async (number, change) => void log.push(`${change.state} #${number}\n${change.body}`),
  };
  return { issues, log };
}

test("drift opens one issue, and a second look leaves it alone", async () => {
  const { issues, log } = memoryIssues();
  expect(await tellDrift(issues, "prod", [same, drifted])).toBe("opened");
  expect(log).toHaveLength(1);
  expect(log[0]).toMatch(
    /^open The schema of prod is not as rollouts left it\n<!-- tollgate:drift:prod -->\n## Drift of prod/,
  );
  expect(log[0]).toContain("- `table t: added`");
  const body = log[0]?.slice(log[0].indexOf("<!--")) ?? "";
  const again = memoryIssues(body);
  expect(await tellDrift(again.issues, "prod", [same, drifted])).toBe("unchanged");
  expect(again.log).toEqual([]);
  expect(await tellDrift(again.issues, "test", [drifted])).toBe("opened");
});

test("it is kept up to date, and closed when nothing differs any more", async () => {
  const old = memoryIssues("<!-- tollgate:drift:prod -->\nold");
  expect(await tellDrift(old.issues, "prod", [drifted])).toBe("updated");
  expect(await tellDrift(old.issues, "prod", [same])).toBe("closed");
  expect(old.log.map((line) => line.split("\n")[0])).toEqual(["open #7", "closed #7"]);
});

test("who does not answer closes nothing and opens nothing", async () => {
  const old = memoryIssues("<!-- tollgate:drift:prod -->\nold");
  expect(await tellDrift(old.issues, "prod", [same, unknown])).toBe("unchanged");
  expect(await tellDrift(memoryIssues().issues, "prod", [same, unknown])).toBe("unchanged");
  expect(old.log).toEqual([]);
});
