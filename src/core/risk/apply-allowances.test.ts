import { describe, expect, it } from "vitest";
import type { Finding } from "../assessment.ts";
import type { AllowanceRule, CommentEffect } from "../policy/allowance-rule.ts";
import { type Allowing, applyAllowances } from "./apply-allowances.ts";

const finding = (id: string): Finding => ({
  id,
  title: "t",
  level: "high",
  points: 60,
  what: "w",
  why: "y",
  instead: "i",
  line: 1,
});
const found = new Map([
  ["mysql-8.4", [finding("drop-column")]],
  ["mariadb-10.11", [finding("drop-column"), finding("copy-alter")]],
]);
const at = { path: "migrations/V2.sql", line: 4, tables: ["scratch_a"] };
const apply = (ids: string[], reason: string, comments: CommentEffect = "lower") =>
  applyAllowances(found, {
    written: [{ line: 3, ids, reason }],
    comments,
    rules: [],
    at,
    today: "2027-03-31",
  });
const rule: AllowanceRule = {
  finding: "drop-column",
  paths: ["migrations/*.sql"],
  tables: ["scratch_*"],
  reason: "made to be thrown away",
  until: "2027-03-31",
};
const byRule = (change: Partial<AllowanceRule> = {}, more: Partial<Allowing> = {}) =>
  applyAllowances(found, {
    written: [],
    comments: "seen",
    rules: [{ ...rule, ...change }],
    at,
    today: "2027-03-31",
    ...more,
  });

describe("applyAllowances", () => {
  it("allows a finding on every engine and keeps its points", () => {
    const { findings, allowances } = apply(["drop-column"], "unused");
    expect(findings.get("mysql-8.4")).toEqual([{ ...finding("drop-column"), allowed: "unused" }]);
    expect(findings.get("mariadb-10.11")).toEqual([
      { ...finding("drop-column"), allowed: "unused" },
      finding("copy-alter"),
    ]);
    expect(allowances).toEqual([{ line: 3, id: "drop-column", reason: "unused", lowers: true }]);
  });

  it("by a comment only marks the finding as seen, where the policy does not say `lower`", () => {
    const { findings, allowances } = apply(["drop-column"], "unused", "seen");
    expect(findings.get("mysql-8.4")).toEqual([{ ...finding("drop-column"), seen: "unused" }]);
    expect(allowances).toEqual([{ line: 3, id: "drop-column", reason: "unused" }]);
  });

  it("takes a finding out of the score by the policy, up to the last day", () => {
    const { findings, allowances } = byRule();
    expect(findings.get("mysql-8.4")).toEqual([{ ...finding("drop-column"), allowed: rule.reason }]);
    expect(allowances).toEqual([
      { line: 4, id: "drop-column", reason: rule.reason, policyUntil: "2027-03-31", lowers: true },
    ]);
  });

  it.each<[string, Partial<AllowanceRule>, Partial<Allowing>]>([
    ["another file", { paths: ["other/**"] }, {}],
    ["another table", { tables: ["t*"] }, {}],
    ["another table as well", {}, { at: { ...at, tables: ["scratch_a", "users"] } }],
    ["the same name in another database", {}, { at: { ...at, tables: ["other.scratch_a"] } }],
    ["no table that is known", {}, { at: { ...at, tables: [] } }],
    ["another finding", { finding: "drop-table" }, {}],
  ])("says nothing of %s", (_, change, more) => {
    const { findings, allowances } = byRule(change, more);
    expect(findings).toEqual(found);
    expect(allowances).toEqual([]);
  });

  it.each([
    ["the day after", "2027-04-01"],
    ["on a day that nobody knows", undefined],
  ])("by the policy ends %s, and says so", (_, today) => {
    const { findings, allowances } = byRule({}, { today });
    expect(findings).toEqual(found);
    expect(allowances).toEqual([
      expect.objectContaining({ remark: "The policy allowed it until 2027-03-31. It counts again." }),
    ]);
  });

  it("hits where only one engine has the finding", () => {
    expect(apply(["copy-alter"], "small").allowances).toEqual([
      { line: 3, id: "copy-alter", reason: "small", lowers: true },
    ]);
  });

  it.each<[string, string[], string, CommentEffect, RegExp]>([
    ["no reason", ["drop-column"], "", "lower", /gives no reason/],
    ["nothing to hit", ["drop-table"], "unused", "lower", /no such finding any more/],
    ["a misspelt id", ["drop-colum"], "unused", "lower", /Did you mean `drop-column`/],
    [
      "what a rollout refuses all the same",
      ["statement-refused"],
      "x",
      "lower",
      /would stop there all the same/,
    ],
    ["no id", [], "unused", "lower", /names no finding/],
    ["a policy that takes none", ["drop-column"], "unused", "none", /allow_comments: false/],
  ])("allows nothing with %s, and says so", (_, ids, reason, comments, remark) => {
    const { findings, allowances } = apply(ids, reason, comments);
    expect([...findings.values()].flat().every(({ allowed }) => allowed === undefined)).toBe(true);
    expect(allowances).toHaveLength(1);
    expect(allowances[0]?.remark).toMatch(remark);
  });
});
