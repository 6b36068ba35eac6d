import { expect, test } from "vitest";
import { joinReports, type RolloutReport } from "./join-reports.ts";
import type { RolloutView } from "./rollout-view.ts";

const base: RolloutView = {
  ...{ environment: "prod", commit: "c", actor: "dan", run: undefined, targets: [], tasks: [], changes: [] },
  ...{ refusal: undefined, next: undefined },
};

const target = (database: string, state: "done" | "failed" | "not-tried", reason?: string) => ({
  ...{ database, instance: "eu", state, reason, why: reason && `It was ${reason}.`, ledger: undefined },
});

const refusal = { code: "drift", what: "It drifted.", fix: "Look." };

const report = (asked: string[], more: Partial<RolloutReport>): RolloutReport => ({
  ...{ ...base, asked, decision: "done", reasonCode: "done", pulls: {} },
  ...more,
});

test("every target that was planned is in it: done, failed with its reason, or not tried", () => {
  const joined = joinReports(
    base,
    ["a@eu", "b@eu", "c@eu", "d@eu", "e@eu"],
    [
      report(["b@eu"], { decision: "failed", targets: [target("b", "failed", "drift")], refusal }),
      report(["a@eu"], { targets: [target("a", "done")], next: "More." }),
      report(["d@eu"], {
        ...{ decision: "refused", reasonCode: "actor-lacks-role" },
        refusal: { ...refusal, what: "Not you." },
      }),
      report(["e@eu"], { decision: "nothing-pending" }),
    ],
  );
  expect(joined.targets.map(({ database, state, reason, why }) => [database, state, reason, why])).toEqual([
    ["a", "done", undefined, undefined],
    ["b", "failed", "drift", "It was drift."],
    ["c", "not-tried", "no-report", "Its job left no report."],
    ["d", "failed", "actor-lacks-role", "Not you."],
    ["e", "nothing-pending", undefined, undefined],
  ]);
  expect(joined).toMatchObject({ refusal, next: undefined });
});

test("a report that is missing is a failure, though every other one is good", () => {
  const joined = joinReports(base, ["a@eu", "b@eu"], [report(["a@eu"], { targets: [target("a", "done")] })]);
  expect(joined.refusal).toMatchObject({ code: "no-report" });
  expect(
    joinReports(base, ["a@eu"], [report(["a@eu"], { targets: [target("a", "done")], next: "x" })]),
  ).toMatchObject({ refusal: undefined, next: "x" });
});
