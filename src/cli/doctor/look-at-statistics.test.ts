import { expect, test } from "vitest";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { policyText } from "../../testing/a-policy.ts";
import { aSnapshot, aTable } from "../../testing/a-snapshot.ts";
import { lookAtStatistics } from "./look-at-statistics.ts";

const parsed = parsePolicy(policyText, "p");
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const policy = parsed.value;

const look = (day: string, instance = "mysql-prod") =>
  lookAtStatistics(
    policy,
    {
      branch: "tollgate-stats",
      environments: new Map([
        ["test", { unknown: "tollgate-stats has no test.json" }],
        ["prod", { snapshot: aSnapshot("prod", { instance, database: "shop" }, { users: aTable(1) }) }],
      ]),
    },
    new Date(`2026-${day}T12:00:00Z`),
  ).map(({ topic, state, what }) => `${topic} ${state}: ${what}`);

test("each target is there, and of late; protection is GitHub's to tell", () => {
  expect(look("11-20")).toEqual([
    "statistics/test wrong: No size is known: tollgate-stats has no test.json.",
    "statistics/prod fine: shop on mysql-prod told the sizes of 1 tables today.",
    "statistics unknown: Whether tollgate-stats is protected cannot be seen from here.",
  ]);
  expect(look("11-27")[1]).toBe(
    "statistics/prod fine: shop on mysql-prod told the sizes of 1 tables 7 days ago.",
  );
});

test("what is old or missing is wrong", () => {
  expect(look("11-28")[1]).toBe(
    "statistics/prod wrong: shop on mysql-prod told the sizes of 1 tables 8 days ago.",
  );
  expect(look("11-20", "other")[1]).toBe("statistics/prod wrong: shop on mysql-prod is not in its snapshot.");
});

test("nothing is looked for where the policy names no branch", () => {
  expect(lookAtStatistics(policy, undefined, new Date())).toEqual([]);
});
