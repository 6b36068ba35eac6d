import { expect, test } from "vitest";
import { limitsOf } from "../../core/policy/limits.ts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { noRowRules } from "../../core/policy/row-rules.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import { memoryTargets } from "../../testing/memory-targets.ts";
import type { Targets } from "../ports/database.ts";
import { lookAtTargets } from "./look-at-targets.ts";
import { planProjects } from "./plan-projects.ts";
import { runTarget } from "./run-target.ts";

const parsed = parsePolicy(
  `version: 1
environments: { test: { rollout: automatic } }
instances: { a: { environment: test, engine: mysql-8.4, connection: URL } }
databases: { shop: { instances: [a] } }
projects: { app: { migrations: "*.sql", format: plain, databases: [shop] } }`,
  "tollgate.yml",
);

/** What a rollout of these files asks of the session beside their statements. */
async function asked(...files: string[]): Promise<string[]> {
  if (!parsed.ok) throw new Error(parsed.problems.map(({ what }) => what).join());
  const log: string[] = [];
  const memory = memoryTargets("a").targets;
  const targets: Targets = {
    ...memory,
    async open(...args) {
      const session = await memory.open(...args);
      return {
        ...session,
        reset: () => {
          log.push("reset");
          return session.reset();
        },
        storage: (tables) => {
          log.push(`storage of ${tables.map(({ name }) => name).join(", ")}`);
          return session.storage(tables);
        },
      };
    },
  };
  const { projects } = planProjects(
    parsed.value,
    files.map((text, i) => ({
      ...{ path: `${i + 1}.sql`, mode: "100644", blob: `b${i}` },
      content: Buffer.from(text),
    })),
  );
  const [plan] = await lookAtTargets(targets, projects, { name: "test" });
  if (!plan) throw new Error("There is no target.");
  const { stop } = await runTarget({
    ...{ targets, projects, target: plan.target, allowed: pendingTasks(plan.tasks) },
    ...{ facts: { actor: "ada", run: "", commit: "c" }, approvalsOf: () => "{}", driftIgnores: [] },
    ...{ limits: limitsOf({}), rowRules: noRowRules, clock: { now: () => new Date(0) } },
    ...{ cancel: new AbortController().signal, say: () => undefined },
  });
  expect(stop).toBeUndefined();
  return log;
}

test("a file's own transaction leaves nothing behind", async () => {
  const file = "START TRANSACTION;\nINSERT INTO t VALUES (1);\nCOMMIT;\n";
  expect(await asked(file, file)).not.toContain("reset");
});

test("what a file sets is gone for the next", async () => {
  expect(await asked("SET @a = 1;\n", "INSERT INTO t VALUES (1);\n")).toContain("reset");
});

test("files that change rows alone ask once what a table is stored in; after a definition it is asked again", async () => {
  const rows = "INSERT INTO t VALUES (1);\nUPDATE t SET n = 2;\n";
  expect(await asked(rows, rows, "ALTER TABLE t ADD COLUMN m INT;\n", rows)).toEqual([
    "storage of t",
    "storage of t",
  ]);
});
