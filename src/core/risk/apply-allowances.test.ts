import { describe, expect, it } from "vitest";
import type { Finding } from "../assessment.ts";
import { applyAllowances } from "./apply-allowances.ts";

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
const apply = (ids: string[], reason: string, isHonoured = true) =>
  applyAllowances([{ line: 3, ids, reason }], found, isHonoured);

describe("applyAllowances", () => {
  it("allows a finding on every engine and keeps its points", () => {
    const { findings, allowances } = apply(["drop-column"], "unused");
    expect(findings.get("mysql-8.4")).toEqual([{ ...finding("drop-column"), allowed: "unused" }]);
    expect(findings.get("mariadb-10.11")).toEqual([
      { ...finding("drop-column"), allowed: "unused" },
      finding("copy-alter"),
    ]);
    expect(allowances).toEqual([{ line: 3, id: "drop-column", reason: "unused" }]);
  });

  it("hits where only one engine has the finding", () => {
    expect(apply(["copy-alter"], "small").allowances).toEqual([
      { line: 3, id: "copy-alter", reason: "small" },
    ]);
  });

  it.each([
    ["no reason", ["drop-column"], "", true, /gives no reason/],
    ["nothing to hit", ["drop-table"], "unused", true, /no such finding any more/],
    ["a misspelt id", ["drop-colum"], "unused", true, /Did you mean `drop-column`/],
    [
      "what a rollout refuses all the same",
      ["statement-refused"],
      "x",
      true,
      /would stop there all the same/,
    ],
    ["no id", [], "unused", true, /names no finding/],
    ["a policy that takes none", ["drop-column"], "unused", false, /allow_comments: false/],
  ])("allows nothing with %s, and says so", (_, ids, reason, isHonoured, remark) => {
    const { findings, allowances } = apply(ids, reason, isHonoured);
    expect([...findings.values()].flat().every(({ allowed }) => allowed === undefined)).toBe(true);
    expect(allowances).toHaveLength(1);
    expect(allowances[0]?.remark).toMatch(remark);
  });
});
