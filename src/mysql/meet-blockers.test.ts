import { expect, test } from "vitest";
import { describeBlocker, whyNotKilled } from "./meet-blockers.ts";

const report = {
  ...{ id: 7, user: "report_1", host: "10.0.0.1", seconds: 90, query: "SELECT 1" },
  ...{ isIdle: true, isCertain: true },
};
const rule = { users: ["report_*"], olderThanMs: 60_000 };

test.each([
  ["old enough, and named", {}, undefined],
  ["another account", { user: "shop" }, "another account"],
  ["only perhaps in the way", { isCertain: false }, "not known to hold the lock"],
  ["of no known age", { seconds: undefined }, "of no known age"],
  ["too young", { seconds: 59 }, "too young"],
])("a session that is %s", (_, more, why) => {
  expect(whyNotKilled({ ...report, ...more }, rule)).toBe(why);
});

test("who is in the way is told with what they do and since when", () => {
  expect(describeBlocker(report)).toBe(
    "A lock is waited for. Connection 7 (report_1@10.0.0.1) holds it in a transaction of 90 s, idle now, last with: SELECT 1.",
  );
  expect(describeBlocker({ ...report, seconds: undefined, query: "", isIdle: false, isCertain: false })).toBe(
    "A lock is waited for. Connection 7 (report_1@10.0.0.1) may hold it, busy now.",
  );
});
