import { expect, test } from "vitest";
import { receivedBy, whatDiffers, whatDiffersIn } from "./covers.ts";
import type { JudgedChange } from "./digest.ts";

const target = (database: string) => JSON.stringify(["prod", "mysql-prod", database, "PROD_URL"]);
const change = (path: string, more: Partial<JudgedChange> = {}): JudgedChange => ({
  path,
  previousPath: undefined,
  kind: "added",
  mode: "100644",
  blob: `blob of ${path}`,
  runs: [{ format: "flyway", as: "versioned", statements: ["s1"], targets: [target("shop")] }],
  ...more,
});
const run = (more: object) => ({
  runs: [
    { format: "flyway", as: "versioned" as const, statements: ["s1"], targets: [target("shop")], ...more },
  ],
});
const v1 = change("V1.sql");
const v2 = change("V2.sql");
const never = () => false;

test("the same is covered", () => {
  expect(whatDiffers([v1, v2], [v1, v2], never)).toEqual([]);
});

test.each([
  ["other bytes", change("V1.sql", { blob: "other" }), "V1.sql has other content"],
  ["another mode", change("V1.sql", { mode: "120000" }), "V1.sql has other content"],
  ["another kind", change("V1.sql", { kind: "modified" }), "V1.sql was added and now is modified"],
  ["another name before", change("V1.sql", { previousPath: "V0.sql" }), "V1.sql had another name before"],
  [
    "a placeholder's other value",
    change("V1.sql", run({ statements: ["s2"] })),
    "V1.sql now has other statements, by the policy's placeholders",
  ],
  [
    "another format",
    change("V1.sql", run({ format: "dbmate" })),
    "V1.sql is now read as versioned of dbmate",
  ],
  [
    "a target more",
    change("V1.sql", run({ targets: [target("shop"), target("bank")] })),
    "V1.sql now runs also on bank@mysql-prod (prod)",
  ],
])("%s is told", (_, now, told) => {
  expect(whatDiffers([v1], [now], never)).toEqual([told]);
  expect(whatDiffersIn("V1.sql", [v1, v2], [now])).toEqual([told]);
});

test("a renamed secret is another server", () => {
  const elsewhere = JSON.stringify(["prod", "mysql-prod", "shop", "OTHER_URL"]);
  expect(whatDiffers([v1], [change("V1.sql", run({ targets: [elsewhere] }))], never)).toHaveLength(1);
});

test("fewer targets are covered", () => {
  const wide = change("V1.sql", run({ targets: [target("shop"), target("bank")] }));
  expect(whatDiffers([wide], [v1], never)).toEqual([]);
});

test("a new file, one that is gone and another order are told", () => {
  expect(whatDiffers([v1], [v1, v2], never)).toEqual(["V2.sql is new"]);
  expect(whatDiffers([v1, v2], [v1], never)).toEqual(["V2.sql is no longer part of it"]);
  expect(whatDiffers([v1, v2], [v2, v1], never)).toEqual(["the order in which the files run changed"]);
});

test("what the base has taken over byte for byte is no longer shown, and covered", () => {
  const entry = { path: "V2.sql", mode: "100644", blob: v2.blob };
  expect(whatDiffers([v1, v2], [v1], receivedBy([entry]))).toEqual([]);
  expect(whatDiffers([v1, v2], [v1], receivedBy([{ ...entry, blob: "other" }]))).toHaveLength(1);
});
