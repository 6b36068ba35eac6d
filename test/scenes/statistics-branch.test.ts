import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../sandbox/demo/database.ts";
import { person } from "../../sandbox/demo/person.ts";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { type Runner, startRunner } from "../../sandbox/runner/start-runner.ts";

/** The shipped workflow takes the numbers; a pull request from a fork, which gets no password, is weighed by them. */
const repository = "acme/shop";
const branch = "tollgate-stats";
const root = join(import.meta.dirname, "../..");

const policy = (engine: string) => `version: 1
gate: action
statistics_branch: ${branch}
environments:
  test: { rollout: automatic }
  prod: { rollout: automatic }
instances:
  mysql-test: { environment: test, engine: ${engine}, connection: TEST_DATABASE_URL }
  mysql-prod: { environment: prod, engine: ${engine}, connection: PROD_DATABASE_URL }
databases:
  shop: { instances: [mysql-test, mysql-prod] }
projects:
  shop: { migrations: "migrations/*.sql", databases: [shop] }
roles:
  dba: { users: [dan] }
risk:
  builtin: false
  rules: [{ name: Large, when: 'environment == "prod" && table_rows > 1000', level: high }]
approval:
  flows: { dba: { steps: [dba] } }
  rules: { ddl: { high: dba } }
`;

let servers: StartedServers;
let github: SandboxGitHub;
let runner: Runner;
let prod: Database;
const urls: Record<string, string> = {};

beforeAll(async () => {
  servers = await startServers(["test", "prod"], { log: (line) => process.stdout.write(`${line}\n`) });
  for (const name of ["test", "prod"]) {
    const { url } = servers.server(name);
    const database = await openDatabase(url);
    for (const sql of setUp) await database.run(sql);
    urls[name] = Object.assign(new URL(url), { username: "statistics", password: "secret" }).href;
    if (name === "prod") prod = database;
    else await database.close();
  }
  github = await startGitHub();
  for (const login of ["ada", "dan", "mallory"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["ada"], members: ["ada", "dan"] });
  const engine = `${servers.flavour}-${servers.version.split(".").slice(0, 2).join(".")}`;
  const workflows = ["tollgate-statistics.yml", "tollgate-review.yml"].map(async (file) => [
    `.github/workflows/${file}`,
    await readFile(join(root, "examples/workflows", file), "utf8"),
  ]);
  await github.createRepository({
    owner: "acme",
    name: "shop",
    files: {
      ".github/tollgate.yml": policy(engine),
      "migrations/001_users.sql": "CREATE TABLE users (id INT PRIMARY KEY);\n",
      ...Object.fromEntries(await Promise.all(workflows)),
    },
  });
  github.grant(repository, "dan", "write");
  github.grant(repository, "mallory", "read");
  keepSecrets({ TEST_STATISTICS_URL: urls.test as string, PROD_STATISTICS_URL: urls.prod as string });
  runner = await startRunner(github, {
    actionFolder: root,
    machine: { TOLLGATE_WRITE_PAUSES: "off" },
  });
});

const setUp = [
  "DROP DATABASE IF EXISTS shop",
  "CREATE DATABASE shop",
  "USE shop",
  "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT)",
  "INSERT INTO users VALUES (), (), (), ()",
  "ANALYZE TABLE users",
  "DROP USER IF EXISTS statistics@localhost",
  "CREATE USER statistics@localhost IDENTIFIED BY 'secret'",
  "GRANT PROCESS ON *.* TO statistics@localhost",
  "GRANT SELECT, TRIGGER ON shop.* TO statistics@localhost",
];

function keepSecrets(secrets: Record<string, string>) {
  github.createEnvironment(repository, "tollgate-statistics", { branches: ["main"], secrets });
}

afterAll(async () => {
  await prod?.run("DROP DATABASE IF EXISTS shop");
  await prod?.close();
  await runner?.stop();
  await github?.stop();
  await servers?.stop();
});

async function takeStatistics() {
  const path = `/repos/${repository}/actions/workflows/tollgate-statistics.yml/dispatches`;
  const response = await fetch(github.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${github.tokenOf("dan")}` },
    body: JSON.stringify({ ref: "main" }),
  });
  expect(response.ok).toBe(true);
  await github.settled();
  const run = runner.runs.at(-1);
  const outcomes = run?.jobs.map(({ id, steps }) => [id, steps.at(-1)?.outputs.reason_code]);
  return { conclusion: run?.conclusion, outcomes: Object.fromEntries(outcomes ?? []) };
}

async function commits(): Promise<number> {
  const list = await person(github, "dan", repository).get<object[]>(`commits?sha=${branch}&per_page=100`);
  return list.length;
}

async function rowsOf(environment: string): Promise<number> {
  const text = String(await github.readFile(repository, branch, `${environment}.json`));
  return JSON.parse(text).databases[0].tables.users.rows;
}

async function weighFromFork(name: string): Promise<string | undefined> {
  const fork = `mallory/${repository.split("/")[1]}`;
  const files = { [`migrations/${name}.sql`]: "ALTER TABLE users ADD COLUMN note INT;\n" };
  await github.push(fork, { branch: name, actor: "mallory", message: name, files });
  const body = { title: name, head: `mallory:${name}`, base: "main", body: "" };
  await fetch(`${github.url}/repos/${repository}/pulls`, {
    method: "POST",
    headers: { authorization: `Bearer ${github.tokenOf("mallory")}` },
    body: JSON.stringify(body),
  });
  await github.settled();
  return runner.runs.at(-1)?.jobs[0]?.steps.at(-1)?.outputs.level;
}

test("the numbers begin a branch of their own, and a fork's pull request is weighed by them", async () => {
  await github.fork(repository, "mallory");
  expect(await weighFromFork("002_unknown")).toBe("high");
  const both = { test: "published", prod: "published" };
  expect(await takeStatistics()).toEqual({ conclusion: "success", outcomes: both });
  expect(await github.listFiles(repository, branch)).toEqual(["prod.json", "test.json"]);
  expect([await rowsOf("test"), await rowsOf("prod"), await commits()]).toEqual([4, 4, 2]);
  expect(await weighFromFork("003_small")).toBe("default");
});

test("nothing is committed while nothing changes; a table that grows is, and weighs more", async () => {
  const unchanged = { test: "unchanged", prod: "unchanged" };
  expect(await takeStatistics()).toEqual({ conclusion: "success", outcomes: unchanged });
  expect(await commits()).toBe(2);
  for (let rows = 4; rows < 4096; rows *= 2) await prod.run("INSERT INTO users SELECT NULL FROM users");
  await prod.run("ANALYZE TABLE users");
  const grown = { test: "unchanged", prod: "published" };
  expect(await takeStatistics()).toEqual({ conclusion: "success", outcomes: grown });
  expect(await rowsOf("prod")).toBeGreaterThan(3000);
  expect(await commits()).toBe(3);
  expect(await weighFromFork("004_grown")).toBe("high");
});

test("a database that does not answer fails its job, and no other; what it said stays", async () => {
  keepSecrets({
    TEST_STATISTICS_URL: urls.test as string,
    PROD_STATISTICS_URL: "mysql://nobody@127.0.0.1:1",
  });
  expect(await takeStatistics()).toEqual({
    conclusion: "failure",
    outcomes: { test: "unchanged", prod: "unread" },
  });
  expect(await rowsOf("prod")).toBeGreaterThan(3000);
});
