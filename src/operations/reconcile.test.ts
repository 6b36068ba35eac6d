import { beforeEach, describe, expect, test } from "vitest";
import { type MemoryGitHub, memoryGitHub } from "../testing/memory-github.ts";
import { reconcile } from "./reconcile.ts";

const policy = `
version: 1
gate: app
app_id: 7
environments:
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [owner, dba] }
instances:
  mysql-test: { environment: test, engine: mysql-8.4, connection: TEST_URL }
  mysql-prod: { environment: prod, engine: mysql-8.4, connection: PROD_URL }
databases:
  shop: { instances: [mysql-test, mysql-prod] }
projects:
  demo: { migrations: "migrations/*.sql", databases: [shop] }
roles:
  owner: { title: Project Owner, users: [olga] }
  dba: { title: DBA, teams: [acme/dba] }
risk:
  presets: [prod-is-high]
approval:
  flows:
    owner-dba: { title: "Project Owner -> DBA", steps: [owner, dba] }
  rules:
    ddl: { high: owner-dba }
`;

const create = "CREATE TABLE t1 (id INT NOT NULL, PRIMARY KEY (id));\n";
const addAge = "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL);\n";

let github: MemoryGitHub;
let pull: number;

const look = () => reconcile(github.ports, pull);
const gate = () => github.gates.get(`${github.headOf(pull)} tollgate: main`);
const requested = () => github.pulls.get(pull)?.requested;

beforeEach(() => {
  github = memoryGitHub();
  github.teams.set("acme/dba", ["dave", "dora"]);
  github.push("main", "olga", { ".github/tollgate.yml": policy, "migrations/V1__t1.sql": create });
  github.push(
    "age",
    "ada",
    { "migrations/V2__age.sql": addAge },
    { onto: github.git.branches.get("main") as string },
  );
  pull = github.open({ head: "age", author: "ada" });
});

describe("a change that is high because of prod", () => {
  test("asks the owner, then the DBA, then passes", async () => {
    await look();
    expect(gate()).toMatchObject({ conclusion: "pending", title: expect.stringContaining("Project Owner") });
    expect(requested()).toEqual({ users: ["olga"], teams: [] });

    github.review(pull, "olga", "APPROVED");
    await look();
    expect(gate()).toMatchObject({ conclusion: "pending", title: expect.stringContaining("DBA") });
    expect(requested()).toEqual({ users: [], teams: ["acme/dba"] });

    github.review(pull, "dora", "APPROVED");
    await look();
    expect(gate()).toMatchObject({ conclusion: "success" });
    expect(requested()).toEqual({ users: [], teams: [] });
  });

  test("written once: the second look writes nothing", async () => {
    await look();
    const before = github.writes.length;
    expect(before).toBe(3);
    await look();
    expect(github.writes.slice(before)).toEqual([]);
  });
});
