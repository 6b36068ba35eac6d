import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import type { Command } from "../../src/cli/command.ts";
import { applyCommand } from "../../src/cli/commands/apply.ts";
import { baselineCommand } from "../../src/cli/commands/baseline.ts";
import { planCommand } from "../../src/cli/commands/plan.ts";
import { settleCommand } from "../../src/cli/commands/settle.ts";
import { skipCommand } from "../../src/cli/commands/skip.ts";
import { statsCommand } from "../../src/cli/commands/stats.ts";
import { statusCommand } from "../../src/cli/commands/status.ts";
import { parseStatistics } from "../../src/core/schema/parse-statistics.ts";

let servers: StartedServers;
let url: string;
let folder: string;

const policy = `version: 1
environments:
  test: { rollout: automatic }
instances:
  server: { environment: test, engine: mysql-8.4, connection: SERVER_URL }
databases:
  shell: { instances: [server] }
projects:
  app: { migrations: "migrations/*.sql", databases: [shell] }
`;
const files = {
  ".github/tollgate.yml": policy,
  "migrations/001_first.sql": "CREATE TABLE first (id INT PRIMARY KEY);\nINSERT INTO first VALUES (1);\n",
  "migrations/002_second.sql": "CREATE TABLE second (id INT PRIMARY KEY);\n",
  "migrations/003_third.sql": "ALTER TABLE second ADD COLUMN third INT;\n",
};

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  const [rows] = await connection.query(sql);
  await connection.end();
  return rows as Record<string, unknown>[];
}

const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });

beforeAll(async () => {
  servers = await startServers(["test"], { log: (line) => process.stdout.write(`${line}\n`) });
  url = servers.server("test").url;
  folder = mkdtempSync(join(tmpdir(), "tollgate-shell-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("-c", "user.name=Ada", "-c", "user.email=ada@example.test", "commit", "--quiet", "-m", "start");
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await servers?.stop();
});

beforeEach(() => query("DROP DATABASE IF EXISTS shell; CREATE DATABASE shell"));

/** A command as a shell calls it: what it says, and how it ends. */
async function shell(command: Command, ...args: string[]) {
  let [out, err] = ["", ""];
  const code = await command.run(["--environment", "test", ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readFile: async (path) => {
      if (path === "refused.yml") return Buffer.from(policy.replace("SERVER_URL", "NOWHERE_URL"));
      throw new Error("no other file is read");
    },
    readText: () => {
      throw new Error("no other file is read");
    },
    env: { SERVER_URL: url },
    cwd: folder,
    colour: false,
  });
  return { code, out, err };
}

const decided = ["--actor", "ada", "--reason", "the first rollout"];
const statuses = async () => {
  const { out } = await shell(statusCommand, "--json");
  const [target] = JSON.parse(out) as { migrations: { status: string }[] }[];
  return target?.migrations.map((migration) => migration.status);
};
const tables = async () =>
  (
    await query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'shell' ORDER BY 1",
    )
  ).map(({ name }) => name);

describe("the rollout from a shell", () => {
  test("status and plan look, and write nothing", async () => {
    expect(await statuses()).toEqual(["not-started", "not-started", "not-started"]);
    const planned = await shell(planCommand);
    expect(planned.code).toBe(0);
    expect(planned.out).toContain("migrations/003_third.sql");
    expect(planned.out).toContain("second: unknown, it is not there yet, or not visible");
    expect(await tables()).toEqual([]);
  });

  test("plan tells what the server says of each pending statement, as JSON too", async () => {
    await query(
      "CREATE TABLE shell.second (id INT PRIMARY KEY); INSERT INTO shell.second VALUES (1), (2), (3)",
    );
    await query("ANALYZE TABLE shell.second");
    const { out } = await shell(planCommand);
    expect(out).toContain("ALTER TABLE second ADD COLUMN third INT;\n  second: about 3 rows, 16.4 kB\n");
    const [asked] = JSON.parse((await shell(planCommand, "--json")).out).asked;
    expect(asked).toMatchObject({
      database: "shell",
      statistics: { tables: { second: { rows: 3 } } },
      statements: [1, 2, 1, 1].map((line) => ({ line, syntax: { verdict: "valid" } })),
    });
  });

  test("stats prints what reviews read, the same bytes but for the time, and writes nothing there", async () => {
    await query("CREATE TABLE shell.b (id INT PRIMARY KEY); CREATE TABLE shell.a (id INT PRIMARY KEY)");
    const [one, other] = [await shell(statsCommand), await shell(statsCommand)];
    expect(one).toMatchObject({ code: 0, err: "shell @ server: 2 tables\n" });
    expect(parseStatistics(one.out, "test")).toMatchObject({
      snapshot: { databases: [{ instance: "server", tables: { a: { rows: 0 }, b: { rows: 0 } } }] },
    });
    const timeless = (text: string) => text.replace(/"takenAt": ".*"/, "");
    expect(timeless(other.out)).toBe(timeless(one.out));
    expect(await tables()).toEqual(["a", "b"]);
  });

  test("stats says who did not answer, and ends with 2", async () => {
    await expect(shell(statsCommand, "--environment", "nowhere")).rejects.toMatchObject({
      code: "environment-unknown",
    });
    const other = join(folder, "other.json");
    const refused = await shell(statsCommand, "--policy", "refused.yml", "--out", other);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toContain("shell @ server: The connection NOWHERE_URL is not set here.");
    expect(existsSync(other)).toBe(false);
  });

  test("apply wants to be told that there is no gate, and who asks", async () => {
    await expect(shell(applyCommand, ...decided)).rejects.toThrow(/A shell has no gate/);
    await expect(shell(applyCommand, "--without-gate")).rejects.toThrow(/The ledger keeps who decided this/);
    expect(await tables()).toEqual([]);
  });

  test("apply runs what is pending once, and the ledger keeps who and why", async () => {
    const applied = await shell(applyCommand, "--without-gate", ...decided);
    expect(applied).toMatchObject({ code: 0, err: "" });
    expect(await statuses()).toEqual(["done", "done", "done"]);
    expect(await query("SELECT * FROM shell.first")).toEqual([{ id: 1 }]);
    const kept = await query("SELECT detail FROM shell.tollgate_ledger WHERE event = 'run'");
    expect(kept.map(({ detail }) => JSON.parse(String(detail)))).toMatchObject([
      {
        ...{ actor: "ada", run: "tollgate apply", target: { environment: "test", database: "shell" } },
        approvals: { "migrations/001_first.sql": expect.stringContaining("the first rollout") },
      },
    ]);
    expect((await shell(applyCommand, "--without-gate", ...decided)).code).toBe(0);
    expect(await query("SELECT * FROM shell.first")).toEqual([{ id: 1 }]);
  });

  test("a statement that fails stops with exit code 1, and goes on from there once it is fixed", async () => {
    await query("CREATE TABLE shell.second (id INT PRIMARY KEY)");
    const stopped = await shell(applyCommand, "--without-gate", ...decided);
    expect(stopped.code).toBe(1);
    expect(stopped.out).toContain("already exists");
    expect(await statuses()).toEqual(["done", "failed", "not-started"]);
    await query("DROP TABLE shell.second");
    expect((await shell(applyCommand, "--without-gate", ...decided)).code).toBe(0);
    expect(await statuses()).toEqual(["done", "done", "done"]);
  });

  test("baseline records what is there, and apply runs the rest", async () => {
    await query(
      "CREATE TABLE shell.first (id INT PRIMARY KEY); CREATE TABLE shell.second (id INT PRIMARY KEY)",
    );
    const recorded = await shell(baselineCommand, "--through", "migrations/002_second.sql", ...decided);
    expect(recorded.out).toContain("migrations/001_first.sql baseline, migrations/002_second.sql baseline");
    expect(await statuses()).toEqual(["baseline", "baseline", "not-started"]);
    expect((await shell(applyCommand, "--without-gate", ...decided)).code).toBe(0);
    expect(await query("SELECT * FROM shell.first")).toEqual([]);
  });

  test("baseline --schema accepts a drift that apply refuses", async () => {
    await shell(applyCommand, "--without-gate", ...decided);
    await query("ALTER TABLE shell.first ADD COLUMN by_hand INT");
    writeFileSync(join(folder, "migrations/004_more.sql"), "CREATE TABLE more (id INT PRIMARY KEY);\n");
    git("add", ".");
    git("-c", "user.name=Ada", "-c", "user.email=ada@example.test", "commit", "--quiet", "-m", "more");
    const refused = await shell(applyCommand, "--without-gate", ...decided);
    expect(refused.code).toBe(1);
    expect(await tables()).not.toContain("more");
    expect((await shell(baselineCommand, "--schema", ...decided)).code).toBe(0);
    expect((await shell(applyCommand, "--without-gate", ...decided)).code).toBe(0);
    expect(await tables()).toContain("more");
    git("reset", "--quiet", "--hard", "HEAD~1");
  });

  test("skip says that a migration never runs here", async () => {
    const skipped = await shell(skipCommand, "--file", "migrations/003_third.sql", ...decided);
    expect(skipped.out).toContain("skipped");
    expect((await shell(applyCommand, "--without-gate", ...decided)).code).toBe(0);
    expect(await statuses()).toEqual(["done", "done", "skipped"]);
    expect(await query("SHOW COLUMNS FROM shell.second LIKE 'third'")).toEqual([]);
  });

  test.each([
    ["a misspelt migration", skipCommand, ["--file", "migrations/009.sql", ...decided], /is no migration of/],
    [
      "a statement that is none",
      settleCommand,
      ["--file", "migrations/002_second.sql", "--statement", "2", "--ran", ...decided],
      /no statement 2/,
    ],
    [
      "a number in other words",
      settleCommand,
      ["--file", "migrations/002_second.sql", "--statement", "1e0", "--ran", ...decided],
      /What became of which/,
    ],
    [
      "an answer that nobody asked for",
      settleCommand,
      ["--file", "migrations/002_second.sql", "--statement", "1", "--ran", ...decided],
      /has not begun/,
    ],
    [
      "two answers",
      settleCommand,
      ["--file", "migrations/002_second.sql", "--statement", "1", "--ran", "--none-ran", ...decided],
      /What became of which/,
    ],
    ["nothing to record", baselineCommand, decided, /What is there already/],
    ["a misspelt instance", statusCommand, ["--instance", "sever"], /no such target/],
    ["a commit that is none", statusCommand, ["--commit", "nowhere"], /nowhere.*Needed a single revision/],
  ] as const)("%s is refused with what to do", async (_, command, args, said) => {
    await expect(shell(command, ...args)).rejects.toThrow(said);
  });
});
