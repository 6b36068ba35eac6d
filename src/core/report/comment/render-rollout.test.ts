import { expect, test } from "vitest";
import type { RolloutStatementView, RolloutTaskView, RolloutView } from "../rollout-view.ts";
import { terminalRollout } from "../terminal/terminal-rollout.ts";
import { renderRollout } from "./render-rollout.ts";

const statement: RolloutStatementView = {
  text: "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL)",
  line: 1,
  status: "done",
  predicted: "INSTANT",
  actual: "INSTANT",
  durationMs: 84,
  error: undefined,
};

const task: RolloutTaskView = {
  database: "test_db",
  instance: "mysql-test",
  file: "migrations/V002__add_age.sql",
  status: "done",
  note: undefined,
  statements: [statement],
};

const diff = " CREATE TABLE `t1` (\n   `id` int NOT NULL,\n+  `age` int NOT NULL,\n   PRIMARY KEY (`id`)";

const view: RolloutView = {
  environment: "test",
  commit: "8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0",
  actor: "olga",
  run: "https://github.com/acme/shop/actions/runs/1",
  targets: [],
  tasks: [task],
  changes: [{ database: "test_db", instance: "mysql-test", diff }],
  refusal: undefined,
  next: "Project Owner or DBA starts prod.",
};

test("a rollout that is done: tasks, what the server did, and the schema before against after", () => {
  expect(renderRollout(view)).toMatchInlineSnapshot(`
    "## ✅ test: rolled out

    | Migration | Database | State | Time | Algorithm |
    | --- | --- | --- | --- | --- |
    | \`migrations/V002__add_age.sql\` | \`test_db @ mysql-test\` | ✅ done | 84 ms | INSTANT, as expected |

    <details open>
    <summary>View change: test_db on mysql-test</summary>

    \`\`\`diff
     CREATE TABLE \`t1\` (
       \`id\` int NOT NULL,
    +  \`age\` int NOT NULL,
       PRIMARY KEY (\`id\`)
    \`\`\`

    </details>

    **Next:** Project Owner or DBA starts prod.

    <sub>At \`8c1f0d2\`, started by olga, [the run](https://github.com/acme/shop/actions/runs/1).</sub>"
  `);
});

test("the same at a terminal", () => {
  expect(terminalRollout(view, { colour: false })).toMatchInlineSnapshot(`
    "✅ test: rolled out

    Migration                     Database              State    Time   Algorithm
    ────────────────────────────  ────────────────────  ───────  ─────  ────────────────────
    migrations/V002__add_age.sql  test_db @ mysql-test  ✅ done  84 ms  INSTANT, as expected

    ▾ View change: test_db on mysql-test
           CREATE TABLE \`t1\` (
             \`id\` int NOT NULL,
          +  \`age\` int NOT NULL,
             PRIMARY KEY (\`id\`)

    Next: Project Owner or DBA starts prod.

    At 8c1f0d2, started by olga, the run.
    "
  `);
});

test("a failure says where, what the server said, and which statement", () => {
  const failed = {
    ...statement,
    status: "failed" as const,
    actual: undefined,
    error: "Lock wait timeout exceeded",
  };
  const rest = { ...statement, status: "not-started" as const, actual: undefined, durationMs: undefined };
  const tasks = [{ ...task, status: "failed" as const, statements: [statement, failed, rest] }];
  expect(renderRollout({ ...view, tasks, changes: [], next: undefined })).toMatchInlineSnapshot(`
    "## ❌ test: failed

    | Migration | Database | State | Time | Algorithm |
    | --- | --- | --- | --- | --- |
    | \`migrations/V002__add_age.sql\` | \`test_db @ mysql-test\` | ❌ failed (1 of 3 statements done) | 168 ms | INSTANT, as expected; INSTANT expected |

    \`migrations/V002__add_age.sql:1\` on \`test_db @ mysql-test\`: Lock wait timeout exceeded

    \`\`\`sql
    ALTER TABLE \`t1\` ADD COLUMN (\`age\` INT NOT NULL)
    \`\`\`

    <sub>At \`8c1f0d2\`, started by olga, [the run](https://github.com/acme/shop/actions/runs/1).</sub>"
  `);
});

test("a refusal: the reason code, what, and what to do", () => {
  const refusal = { code: "actor-is-author", what: "ada is the author.", fix: "Ask a DBA to start prod." };
  expect(
    renderRollout({ ...view, environment: "prod", tasks: [], changes: [], refusal, next: undefined }),
  ).toMatchInlineSnapshot(`
    "## ⛔ prod: refused

    **actor-is-author**: ada is the author. Ask a DBA to start prod.

    <sub>At \`8c1f0d2\`, started by olga, [the run](https://github.com/acme/shop/actions/runs/1).</sub>"
  `);
});

test("in doubt and skipped say why; another algorithm than foretold is said", () => {
  const copied = { ...statement, actual: "COPY", durationMs: 200_500 };
  const tasks: RolloutTaskView[] = [
    {
      ...task,
      status: "in-doubt",
      note: "The connection broke.",
      statements: [{ ...copied, status: "in-doubt" }],
    },
    { ...task, status: "skipped", note: "dan: applied by hand.", statements: [] },
  ];
  const lines = renderRollout({ ...view, tasks }).split("\n");
  expect(lines[0]).toBe("## ❓ test: in doubt");
  expect(lines.filter((line) => line.startsWith("| `"))).toEqual([
    "| `migrations/V002__add_age.sql` | `test_db @ mysql-test` | ❓ in doubt: The connection broke. | 3 min 20 s | COPY, expected INSTANT |",
    "| `migrations/V002__add_age.sql` | `test_db @ mysql-test` | ➖ skipped: dan: applied by hand. |  |  |",
  ]);
});

test("of very many tasks, those that are not done come first", () => {
  const tasks = [
    ...Array.from({ length: 200 }, () => task),
    { ...task, status: "failed" as const, note: "x" },
  ];
  const text = renderRollout({ ...view, tasks });
  expect(text.indexOf("❌ failed (1 of 1 statements done): x")).toBeGreaterThan(0);
  expect(text).toContain("… and 141 more tasks, in the run's log.");
});
