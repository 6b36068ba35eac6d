import { beforeEach, describe, expect, test } from "vitest";
import { policyText } from "../../testing/a-policy.ts";
import { type MemoryGitHub, memoryGitHub } from "../../testing/memory-github.ts";
import { type MemoryMerges, memoryMerges } from "../../testing/memory-merges.ts";
import { type MemoryTargets, memoryTargets } from "../../testing/memory-targets.ts";
import { reconcile } from "../review/reconcile.ts";
import { rollOut } from "./roll-out.ts";
import { StatementError } from "./statement-error.ts";

const policyPath = ".github/tollgate.yml";
const v1 = "migrations/V1__t1.sql";
const v2 = "migrations/V2__age.sql";
const create = "CREATE TABLE t1 (id INT NOT NULL, PRIMARY KEY (id));\n";
const addAge = "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL);\nCREATE INDEX by_age ON t1 (age);\n";

let github: MemoryGitHub;
let merges: MemoryMerges;
let servers: MemoryTargets;
let pull: number;

const main = () => github.git.branches.get("main") as string;
const database = (instance: string) =>
  servers.databases.get(instance) as NonNullable<ReturnType<typeof servers.databases.get>>;
const ran = () => ({ test: database("mysql-test").ran, prod: database("mysql-prod").ran });

function start(environment: string, by: string, more: Partial<Parameters<typeof rollOut>[1]> = {}) {
  return rollOut(merges.ports, {
    environment,
    commit: main(),
    occasion: "person",
    actors: [github.person(by)],
    run: "https://github.test/run/1",
    cancel: new AbortController().signal,
    say: () => undefined,
    ...more,
  });
}

const afterMerge = (environment: string) => start(environment, "merger", { occasion: "merge" });

async function approve(...people: string[]) {
  for (const person of people) {
    github.review(pull, person, "APPROVED");
    await reconcile(github.ports, pull);
  }
}

/** A pull request with one migration, by ada unless said. */
async function propose(file: string, sql: string, author = "ada") {
  github.push(file, author, { [file]: sql }, { onto: main() });
  pull = github.open({ head: file, author });
  await reconcile(github.ports, pull);
}

beforeEach(async () => {
  github = memoryGitHub();
  servers = memoryTargets("mysql-test", "mysql-prod");
  merges = memoryMerges(github, servers);
  github.teams.set("acme/dba", ["dave", "dora"]);
  github.push("main", "olga", { [policyPath]: policyText, "README.md": "Shop" });
  await propose(v1, create);
});

describe("a change that reached the branch by another pull request's base", () => {
  test("is not spoken for by approvals that were given for that base", async () => {
    github = memoryGitHub();
    merges = memoryMerges(github, servers);
    github.teams.set("acme/dba", ["dave", "dora"]);
    const byAction = policyText.replace("gate: app\napp_id: 7\n", "");
    github.push("main", "olga", { [policyPath]: byAction });
    github.push("weak", "root", { "README.md": "an unprotected branch" }, { onto: main() });
    github.push(v1, "ada", { [v1]: create }, { onto: main() });
    pull = github.open({ head: v1, author: "ada", base: "weak" });
    for (const person of ["olga", "dave"]) github.review(pull, person, "APPROVED");
    merges.merge(pull);
    expect(await afterMerge("test")).toMatchObject({
      decision: "refused",
      reasonCode: "not-merged-through-a-pull-request",
    });
    expect(ran().test).toEqual([]);
  });
});

describe("an approved and merged change", () => {
  beforeEach(async () => {
    await approve("olga", "dave");
    merges.merge(pull);
  });

  test("goes to Test by itself; Prod waits; then a role holder starts it", async () => {
    expect(await afterMerge("test")).toMatchObject({ decision: "done", refusals: [] });
    expect(ran()).toEqual({ test: [create.trim().slice(0, -1)], prod: [] });
    const waiting = await afterMerge("prod");
    expect(waiting).toMatchObject({ decision: "waiting", view: { next: expect.stringContaining("DBA") } });
    expect(servers.log).not.toContain("open mysql-prod");
    expect(await start("prod", "dora")).toMatchObject({ decision: "done" });
    expect(ran().prod).toEqual(ran().test);
  });

  test("a run of some of the targets passes the same gate, runs on these, and leaves the comment to who joins", async () => {
    const before = github.comments.get(pull);
    const some = { targets: ["shop@mysql-test"] };
    expect(await start("test", "merger", { occasion: "merge", ...some })).toMatchObject({
      decision: "done",
      pulls: { [v1]: pull },
    });
    expect(github.comments.get(pull)).toBe(before);
    await expect(start("prod", "dora", some)).rejects.toMatchObject({ code: "target-unknown" });
    expect(await start("prod", "mallory", { targets: ["shop@mysql-prod"] })).toMatchObject({
      reasonCode: "actor-lacks-role",
    });
  });

  test("a password in a statement is not shown, in no form of the report", async () => {
    const file = "migrations/V1_1__user.sql";
    await propose(file, "CREATE USER reader IDENTIFIED BY 'hunter2';\n");
    await approve("olga", "dave");
    merges.merge(pull);
    const { view } = await afterMerge("test");
    expect(view.tasks.flatMap(({ statements }) => statements.map(({ text }) => text))).toContain(
      "CREATE USER reader IDENTIFIED BY '…'",
    );
    expect(JSON.stringify(view)).not.toContain("hunter2");
  });

  test("a second time there is nothing to do", async () => {
    await afterMerge("test");
    expect(await afterMerge("test")).toMatchObject({ decision: "nothing-pending", view: { tasks: [] } });
    expect(ran().test).toHaveLength(1);
  });

  test("is told in the comment, with the schema's difference, and recorded as a deployment", async () => {
    await afterMerge("test");
    expect(github.comments.get(pull)).toContain("<!-- tollgate:rollout:test -->");
    expect(github.comments.get(pull)).toContain("+sql=CREATE TABLE t1");
    expect(merges.deployments).toEqual(["test created", "in_progress", "in_progress", "success"]);
  });

  test.each([
    ["dropped", (rows: unknown[]) => rows.splice(0), /--through FILE/],
    ["cut short", (rows: unknown[]) => rows.splice(2), /--schema/],
  ])(
    "a ledger that was %s since is refused: the deployment remembers where it ended",
    async (_, cut, fix) => {
      await afterMerge("test");
      const { ledger } = database("mysql-test");
      cut(ledger);
      if (ledger.length === 0) Object.assign(database("mysql-test"), { ledgerVersion: undefined });
      expect(await afterMerge("test")).toMatchObject({
        ...{ decision: "refused", reasonCode: "ledger-damaged" },
        refusals: [{ fix: expect.stringMatching(fix) }],
      });
      expect(ran().test).toHaveLength(1);
    },
  );

  test("the ledger keeps who, when, under which approvals", async () => {
    await afterMerge("test");
    const { ledger } = database("mysql-test");
    expect(ledger.map(({ event, path }) => [event, path])).toEqual([
      ["run", ""],
      ["sent", v1],
      ["done", v1],
      ["schema", ""],
    ]);
    const run = ledger.flatMap((row) => (row.event === "run" ? [row.detail] : []))[0];
    expect(run).toMatchObject({ actor: "merger", commit: main(), target: { instance: "mysql-test" } });
    const approvals = JSON.parse(run?.approvals[v1] ?? "");
    expect(approvals.pull).toBe(pull);
    expect(approvals.steps.map(({ by }: { by: { login: string } }) => by.login)).toEqual(["olga", "dave"]);
  });

  test.each([
    ["prod before test", () => start("prod", "dora"), "previous-environment-not-done"],
    ["by somebody without the role", () => start("prod", "mallory"), "actor-lacks-role"],
    ["by a bot with the role's name", () => start("prod", "dora[bot]"), "actor-lacks-role"],
    [
      "started again by somebody without it",
      () => start("prod", "dora", { actors: [github.person("dora"), github.person("mallory")] }),
      "actor-lacks-role",
    ],
  ])("%s is refused, and nothing is opened", async (_, act, code) => {
    expect(await act()).toMatchObject({ decision: "refused", reasonCode: code });
    expect(servers.log.filter((line) => line.startsWith("open"))).toEqual([]);
  });

  test("the organisation's floor says who starts Prod, and blocks where it is wrong", async () => {
    await afterMerge("test");
    const floor =
      "version: 1\nroles: { sec: { users: [sam] } }\nenvironments: { prod: { rollout: manual, dispatch: [sec] } }\n";
    github.git.ownersFiles.set("tollgate.yml", floor);
    expect(await start("prod", "dora")).toMatchObject({
      decision: "refused",
      reasonCode: "actor-lacks-role",
    });
    github.git.ownersFiles.set("tollgate.yml", floor.replace("[sec]", "[sce]"));
    await expect(start("prod", "sam")).rejects.toThrow("acme/.github/tollgate.yml:3");
    github.git.ownersFiles.set("tollgate.yml", floor);
    expect(await start("prod", "sam")).toMatchObject({ decision: "done" });
  });

  test("an approval that the organisation asks for since the merge can still be given", async () => {
    const floor =
      "version: 1\nroles: { sec: { users: [sam] } }\napproval: { flows: { sec: { steps: [sec] } }, rules: { ddl: { default: sec } } }\n";
    github.git.ownersFiles.set("tollgate.yml", floor);
    expect(await afterMerge("test")).toMatchObject({ decision: "refused" });
    github.review(pull, "sam", "APPROVED");
    // The floor's step comes first, and the order is strict: the others approved too early.
    expect(await afterMerge("test")).toMatchObject({ decision: "refused" });
    for (const person of ["olga", "dave"]) github.review(pull, person, "APPROVED");
    expect(await afterMerge("test")).toMatchObject({ decision: "done" });
  });

  test("its author may not start Prod, role or not", async () => {
    await afterMerge("test");
    github.teams.set("acme/dba", ["dave", "ada"]);
    expect(await start("prod", "ada")).toMatchObject({ decision: "refused", reasonCode: "actor-is-author" });
    expect(ran().prod).toEqual([]);
  });

  test("a team that is gone refuses with its name", async () => {
    await afterMerge("test");
    github.teams.delete("acme/dba");
    const { refusals } = await start("prod", "dora");
    expect(refusals[0]).toMatchObject({
      code: "actor-lacks-role",
      what: expect.stringContaining("acme/dba"),
    });
  });

  test("a deleted branch changes nothing", async () => {
    github.push(v1, "ada", { later: "x" });
    expect(await afterMerge("test")).toMatchObject({ decision: "done" });
  });

  test("an approval that was dismissed after the merge counts no more", async () => {
    github.dismiss(1001);
    expect(await afterMerge("test")).toMatchObject({ reasonCode: "flow-incomplete" });
    expect(ran().test).toEqual([]);
  });

  test("an approver who lost the role since counts no more", async () => {
    github.teams.set("acme/dba", ["dora"]);
    expect(await afterMerge("test")).toMatchObject({ reasonCode: "flow-incomplete" });
  });

  test("a Test that cannot be asked is not taken for done", async () => {
    await afterMerge("test");
    servers.databases.delete("mysql-test");
    expect(await start("prod", "dora")).toMatchObject({ reasonCode: "previous-environment-unknown" });
  });

  test("a commit of another branch is refused, also by a role holder", async () => {
    const commit = github.push("side", "dora", { [v2]: addAge }, { onto: main() });
    expect(await start("prod", "dora", { commit })).toMatchObject({
      reasonCode: "sha-not-on-protected-branch",
    });
  });

  test("an edit of what ran stops before the gate", async () => {
    await afterMerge("test");
    github.push("main", "olga", { [v1]: create.replace("INT", "BIGINT") });
    expect(await afterMerge("test")).toMatchObject({ reasonCode: "edited-applied-file" });
  });

  test("a change of the schema past Tollgate stops the next rollout", async () => {
    await afterMerge("test");
    database("mysql-test").schema.set("TABLE sneaked", "CREATE TABLE sneaked");
    await propose(v2, addAge);
    await approve("olga", "dave");
    merges.merge(pull);
    expect(await afterMerge("test")).toMatchObject({ decision: "refused", reasonCode: "drift" });
    expect(ran().test).toHaveLength(1);
  });

  test("a refused statement stops there; the fixed rest goes on after it", async () => {
    await afterMerge("test");
    await propose(v2, addAge);
    await approve("olga", "dave");
    merges.merge(pull);
    database("mysql-test").refuse = (sql) => {
      if (sql.includes("INDEX")) throw new StatementError(1061, "Duplicate key name 'by_age'");
    };
    const failed = await afterMerge("test");
    expect(failed).toMatchObject({ decision: "failed", reasonCode: "statement-failed" });
    expect(failed.view.tasks[0]?.statements.map(({ status }) => status)).toEqual(["done", "failed"]);
    expect(merges.deployments.at(-1)).toBe("failure");
    expect(await start("prod", "dora")).toMatchObject({ reasonCode: "previous-environment-not-done" });

    database("mysql-test").refuse = () => undefined;
    expect(await afterMerge("test")).toMatchObject({ decision: "done" });
    expect(ran().test.filter((sql) => sql.startsWith("ALTER"))).toHaveLength(1);
  });
});

describe("a change that was not approved", () => {
  test("merged all the same, runs nowhere", async () => {
    merges.merge(pull);
    expect(await afterMerge("test")).toMatchObject({ decision: "refused", reasonCode: "flow-incomplete" });
    expect(servers.log).toEqual(["look mysql-test"]);
  });

  test("runs once its approvals are there", async () => {
    merges.merge(pull);
    const pulls = merges.ports.pulls;
    const approveNow = async (person: string) => {
      const review = github.review(pull, person, "APPROVED");
      const seen = { sightings: [{ review, commit: github.headOf(pull) }] };
      await reconcile({ ...github.ports, pulls }, pull, { seen });
    };
    await approveNow("olga");
    expect(await afterMerge("test")).toMatchObject({ reasonCode: "flow-incomplete" });
    await approveNow("dave");
    expect(await afterMerge("test")).toMatchObject({ decision: "done" });
  });

  test("whose last approvals the app did not hear of, runs once a recheck has told it", async () => {
    merges.merge(pull);
    github.review(pull, "olga", "APPROVED");
    github.review(pull, "dave", "APPROVED");
    const { refusals } = await afterMerge("test");
    expect(refusals).toMatchObject([
      { code: "app-check-missing", fix: expect.stringContaining("/tollgate recheck") },
    ]);
    await reconcile({ ...github.ports, pulls: merges.ports.pulls }, pull, { again: true });
    expect(await afterMerge("test")).toMatchObject({ decision: "done" });
  });

  test("and whose approvals are taken back after the merge, keeps the evidence that they were there", async () => {
    await approve("olga", "dave");
    merges.merge(pull);
    github.teams.set("acme/dba", ["dora"]);
    const before = github.gates.get(`${github.headOf(pull)} tollgate: main`);
    await reconcile({ ...github.ports, pulls: merges.ports.pulls }, pull, { again: true });
    expect(github.gates.get(`${github.headOf(pull)} tollgate: main`)).toEqual(before);
  });

  test("pushed past pull requests, runs nowhere", async () => {
    github.push("main", "olga", { [v1]: create });
    expect(await afterMerge("test")).toMatchObject({ reasonCode: "not-merged-through-a-pull-request" });
  });

  test("pushed past pull requests and then merged into one that is approved, runs nowhere", async () => {
    github.push("main", "mallory", { [v2]: addAge });
    github.push("readme", "ada", { "README.md": "Shop!" }, { onto: main() });
    const other = github.open({ head: "readme", author: "ada" });
    await reconcile(github.ports, other);
    merges.merge(other);
    const { refusals } = await afterMerge("test");
    expect(refusals.map(({ code }) => code)).toEqual(["not-merged-through-a-pull-request"]);
  });

  test("swapped in the merge itself, runs nowhere", async () => {
    await approve("olga", "dave");
    merges.merge(pull, "squash", { [v1]: "DROP TABLE t1;\n" });
    expect(await afterMerge("test")).toMatchObject({ reasonCode: "digest-mismatch" });
  });

  test("with a policy of its own that asks nobody, is judged by the one before", async () => {
    const lax = policyText.replace("presets: [prod-is-high]", "presets: []");
    github.push(v1, "ada", { [policyPath]: lax });
    await reconcile(github.ports, pull);
    merges.merge(pull);
    expect(await afterMerge("test")).toMatchObject({ reasonCode: "flow-incomplete" });
  });
});

test("merge and squash are the same to the gate", async () => {
  await approve("olga", "dave");
  merges.merge(pull, "squash");
  expect(await afterMerge("test")).toMatchObject({ decision: "done" });
});
