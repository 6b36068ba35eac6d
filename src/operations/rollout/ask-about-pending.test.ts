import { expect, test } from "vitest";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { policyText } from "../../testing/a-policy.ts";
import { aTable } from "../../testing/a-snapshot.ts";
import { memoryDatabases } from "../../testing/memory-databases.ts";
import { askAboutPending } from "./ask-about-pending.ts";
import { planTarget, targetsOf } from "./look-at-targets.ts";
import { planProjects } from "./plan-projects.ts";

const parsed = parsePolicy(policyText, "p");
if (!parsed.ok) throw new Error("The policy of the test is no policy.");
const policy = parsed.value;

function plansOf(environment: string, sql: string) {
  const content = new TextEncoder().encode(sql);
  const file = { path: "migrations/001_a.sql", mode: "100644", blob: "b", content };
  const { projects } = planProjects(policy, [file]);
  const server = { id: "s", host: "h", port: 1, version: "9.7.4", started: "" };
  const state = { server, exists: true, isEmpty: true, rows: [], ledgerVersion: undefined, histories: [] };
  return targetsOf(projects, environment).map((target) => planTarget(projects, target, state));
}

const databases = memoryDatabases(new Map([["shop @ mysql-test", { users: aTable(7) }]]), {
  now: "2026-11-20T03:00:00Z",
});

test("each pending statement is asked about in its place, with what it changes and where its names are", async () => {
  const plans = plansOf("test", "ALTER TABLE users ADD a INT;\nUSE other;\nDELETE FROM t WHERE a = 1;\n");
  const [asked] = await askAboutPending(databases, plans);
  expect(asked).toMatchObject({ answers: { statistics: { tables: { users: { rows: 7 } } } } });
  expect(asked?.statements).toMatchObject([
    {
      file: "migrations/001_a.sql",
      line: 1,
      question: { tables: [{ database: "shop", name: "users" }], rows: undefined },
    },
    { line: 2, answer: { syntax: { verdict: "valid" } } },
    {
      line: 3,
      question: {
        tables: [{ database: "other", name: "t" }],
        rows: { select: "SELECT 1 FROM t WHERE a = 1" },
      },
    },
  ]);
});

test("a target that does not answer says why, and its statements are there without an answer", async () => {
  const [asked] = await askAboutPending(databases, plansOf("prod", "DROP TABLE users;\n"));
  expect(asked).toMatchObject({
    answers: { code: "connection-refused" },
    statements: [{ answer: undefined }],
  });
});

test("where nothing is pending, nobody is asked", async () => {
  expect(await askAboutPending(databases, plansOf("prod", ""))).toEqual([]);
});
