import { expect, test } from "vitest";
import type { StatementAnswer } from "../../rollout/ask-about.ts";
import { sayAnswers, sayOldestTransaction } from "./answers.ts";

const statistics = {
  ...{ instance: "p1", database: "shop", takenAt: "2026-11-20T03:00:00Z", serverVersion: "9.7.4" },
  tables: {
    users: {
      rows: 998_360,
      bytes: 61_440_000,
      rowVersions: 3,
      triggers: 1,
      referencedBy: ["orders", "other.t"],
    },
    notes: { rows: 1, bytes: 16_384, rowVersions: 0, triggers: 0, referencedBy: [] },
    plain: { rows: 5, bytes: 100 },
  },
};
const valid: StatementAnswer = { syntax: { verdict: "valid" }, rows: undefined };
const say = (names: string[], answer: StatementAnswer = valid) => {
  const tables = names.map((name) => {
    const [table = "", database = "shop"] = name.split(".").reverse();
    return { database, name: table };
  });
  return sayAnswers({ tables, database: "shop" }, answer, statistics);
};

test("a table with all that is known of it, and what is not visible", () => {
  expect(say(["users", "notes", "plain"])).toEqual([
    "users: about 998,360 rows, 61.4 MB; 3 row versions; 1 trigger; foreign keys to it from orders, other.t",
    "notes: about 1 row, 16.4 kB",
    "plain: about 5 rows, 100 B; not visible: row versions, triggers, foreign keys to it",
  ]);
});

test("a table that is not seen is unknown, whatever it is called", () => {
  const unknown = "unknown, it is not there yet, or not visible";
  expect(say(["nowhere", "other.users", "toString"])).toEqual([
    `nowhere: ${unknown}`,
    `other.users: ${unknown}`,
    `toString: ${unknown}`,
  ]);
});

test("rows and syntax; what the server says is on one line, without characters that a terminal obeys", () => {
  expect(say([], { ...valid, rows: { rows: 6020 } })).toEqual([
    "rows: about 6,020, as the server's optimizer reckons",
  ]);
  expect(say([], { ...valid, rows: { why: "v is a view" } })).toEqual(["rows: unknown, v is a view"]);
  expect(say([], { rows: undefined, syntax: { verdict: "refused", said: "near '\u001b[2J\nx'" } })).toEqual([
    "syntax: refused, near '⟨U+001B⟩[2J x'",
  ]);
  expect(say([], { rows: undefined, syntax: { verdict: "not-told", why: "quotes" } })).toEqual([
    "syntax: not told, quotes",
  ]);
});

test("open transactions", () => {
  expect([undefined, 0, 75].map(sayOldestTransaction)).toEqual([
    expect.stringContaining("not visible"),
    "open transactions: none",
    expect.stringContaining("the oldest for 75 s"),
  ]);
});
