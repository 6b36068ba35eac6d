import { expect, test } from "vitest";
import { parseFloor } from "./parse-policy.ts";

const rule = (text: string) =>
  `version: 1\nrisk:\n  allow:\n    - { finding: drop-table, reason: r, ${text} }\n`;

test.each([
  ["until: 2027-03-31, table: scratch_*", []],
  ["until: 2027-03-31, path: [a/**]", []],
  ["until: 2027-03-31", ["policy-allows-everywhere"]],
  ["until: 2027-02-30, table: t", ["policy-bad-until"]],
  ["until: tomorrow, table: t", ["policy-bad-until"]],
])("an allowance of the policy: %s", (text, codes) => {
  const parsed = parseFloor(rule(text), "tollgate.yml", []);
  expect(parsed.ok ? [] : parsed.problems.map(({ code }) => code)).toEqual(codes);
});
