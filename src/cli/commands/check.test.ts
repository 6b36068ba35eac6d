import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aSnapshot, aTable } from "../../testing/a-snapshot.ts";
import { memoryIo } from "../../testing/memory-io.ts";
import { checkCommand } from "./check.ts";

const policy = `
version: 1
environments: { test: { rollout: automatic }, prod: { rollout: manual, dispatch: [dba] } }
instances:
  t: { environment: test, engine: mysql-8.4, connection: TEST_URL }
  p: { environment: prod, engine: mysql-8.4, connection: PROD_URL }
databases: { shop: { instances: [t, p] } }
projects: { shop: { migrations: "migrations/*.sql", databases: [shop] } }
roles: { dba: { title: DBA, users: [dan] } }
risk: { presets: [prod-is-high] }
approval: { flows: { dba: { steps: [dba] } }, rules: { ddl: { high: dba } } }
`;

describe("files by name", () => {
  async function check(files: Record<string, string>, ...args: string[]) {
    const { io, printed } = memoryIo(files);
    const exit = await checkCommand.run(["--format", "json", ...args], io);
    return { exit, assessment: JSON.parse(printed.out) };
  }

  test("a harmless one is clear, whatever it is called", async () => {
    const { exit, assessment } = await check({ "-": "CREATE TABLE t (id INT PRIMARY KEY)" }, "-");
    expect([exit, assessment.decision, assessment.level]).toEqual([0, "clear", "default"]);
  });

  test("a dangerous one does not pass", async () => {
    const { exit, assessment } = await check({ "x.sql": "DROP TABLE users" }, "x.sql");
    expect([exit, assessment.decision, assessment.reasonCode]).toEqual([1, "blocked", "policy-no-flow"]);
  });

  test("a policy that names the flow is asked", async () => {
    const files = { "x.sql": "ALTER TABLE t ADD a INT", "policy.yml": policy };
    const { exit, assessment } = await check(files, "x.sql", "--policy", "policy.yml");
    expect([exit, assessment.decision, assessment.flow.steps]).toEqual([1, "approval", ["dba"]]);
  });

  test("an organisation's floor asks for more than the policy does, or is told to be wrong", async () => {
    const floor =
      "version: 1\nroles: { sec: { users: [sam] } }\napproval: { flows: { sec: { steps: [sec] } }, rules: { ddl: { high: sec } } }\n";
    const files = {
      "x.sql": "ALTER TABLE t ADD a INT",
      "p.yml": policy,
      "f.yml": floor,
      "bad.yml": "version: 2\n",
    };
    const { assessment } = await check(files, "x.sql", "--policy", "p.yml", "--floor", "f.yml");
    expect([...assessment.flow.steps].sort()).toEqual(["dba", "sec"]);
    await expect(check(files, "x.sql", "--floor", "bad.yml")).rejects.toThrow("bad.yml:1");
  });
});

describe("in a clone, since a branch", () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const check = async () => {
    const { io, printed } = memoryIo({}, folder);
    const exit = await checkCommand.run(["--base", "main", "--json"], io);
    return { exit, assessment: JSON.parse(printed.out) };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tollgate-check-"));
    git("init", "-q", "-b", "main");
    write(".github/tollgate.yml", policy);
    write("migrations/V1__users.sql", "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(255));");
    git("add", "-A");
    git("commit", "-qm", "one");
    git("switch", "-qc", "change");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("nothing changed: nothing to ask", async () => {
    const { exit, assessment } = await check();
    expect([exit, assessment.reasonCode]).toEqual([0, "no-migrations"]);
  });

  test("a new file weighs the same before and after it is committed", async () => {
    write("migrations/V2__drop.sql", "ALTER TABLE users DROP COLUMN email;");
    const before = await check();
    git("add", "-A");
    git("commit", "-qm", "two");
    expect(await check()).toEqual(before);
    expect(before.assessment.flow.steps).toEqual(["dba"]);
    expect(before.assessment.migrations[0].statements[0].algorithm).toBe("INSTANT");
  });

  test("code that names what is dropped is found, committed or not, and nothing else is read", async () => {
    const query = 'db.query("SELECT users.email FROM users");\n';
    write("migrations/V2__drop.sql", "ALTER TABLE users DROP COLUMN email;");
    write("src/unrelated.ts", "export {};\n");
    const places = async () => {
      const { assessment } = await check();
      const { findings } = assessment.migrations[0].statements[0];
      expect(assessment.codeSearch.files).toBeGreaterThan(0);
      return findings.flatMap((finding: { id: string; places?: { file: string }[] }) =>
        finding.id === "still-referenced" ? (finding.places ?? []).map(({ file }) => file) : [],
      );
    };
    expect(await places()).toEqual([]);
    write("src/a.ts", query);
    expect(await places()).toEqual(["src/a.ts"]);
    git("add", "-A");
    git("commit", "-qm", "two");
    write("src/b.ts", query);
    expect(await places()).toEqual(["src/a.ts", "src/b.ts"]);
    write("src/a.ts", "// gone\n");
    expect(await places()).toEqual(["src/b.ts"]);
    write("migrations/V2__drop.sql", "DROP TABLE größen;");
    write("src/c.ts", 'db("größen");\n');
    expect(await places()).toEqual(["src/c.ts"]);
  });

  test("a version that the base has taken meanwhile does not pass", async () => {
    write("migrations/V2__mine.sql", "ALTER TABLE users ADD a INT;");
    git("add", "-A");
    git("commit", "-qm", "mine");
    expect((await check()).assessment.problems).toEqual([]);
    git("switch", "-q", "main");
    write("migrations/V2__theirs.sql", "ALTER TABLE users ADD b INT;");
    git("add", "-A");
    git("commit", "-qm", "theirs");
    git("switch", "-q", "change");
    expect((await check()).assessment).toMatchObject({
      decision: "blocked",
      reasonCode: "migration-duplicate-version",
    });
  });

  test("the policy is the base branch's, not the one that the change brings", async () => {
    write("migrations/V2__drop.sql", "ALTER TABLE users DROP COLUMN email;");
    write(".github/tollgate.yml", policy.replace("high: dba", "high: skip"));
    const { exit, assessment } = await check();
    expect([exit, assessment.decision, assessment.flow.steps]).toEqual([1, "approval", ["dba"]]);
  });

  test("sizes are those of the statistics branch as it was last fetched, or else of the clone's own", async () => {
    const commit = (rows: number) => {
      const place = { instance: "p", database: "shop" };
      const snapshot = aSnapshot("prod", place, { users: aTable(rows) });
      git("switch", "-q", "--orphan", `sizes-${rows}`);
      write("prod.json", JSON.stringify(snapshot));
      git("add", "-A");
      git("commit", "-qm", "sizes");
      return git("rev-parse", "HEAD").toString().trim();
    };
    const [own, fetched] = [commit(8), commit(9)];
    git("switch", "-q", "main");
    write(".github/tollgate.yml", `${policy}statistics_branch: tollgate-stats\n`);
    git("commit", "-qam", "by size");
    git("switch", "-qC", "change");
    write("migrations/V2__drop.sql", "ALTER TABLE users DROP COLUMN email;");
    const onProd = async () => {
      const { assessment } = await check();
      const { verdicts } = assessment.migrations[0].statements[0];
      const { sizes } = verdicts.find(({ environment }: { environment: string }) => environment === "prod");
      return [assessment.statistics.environments[1].unknown, sizes[0]?.rows];
    };
    expect(await onProd()).toEqual(["there is no branch tollgate-stats here", undefined]);
    git("update-ref", "refs/heads/tollgate-stats", own);
    expect(await onProd()).toEqual([undefined, 8]);
    git("update-ref", "refs/remotes/origin/tollgate-stats", fetched);
    expect(await onProd()).toEqual([undefined, 9]);
  });

  test("a branch that does not exist is told in git's words", async () => {
    const { io } = memoryIo({}, folder);
    await expect(checkCommand.run(["--base", "nowhere"], io)).rejects.toMatchObject({ code: "git-failed" });
  });
});
