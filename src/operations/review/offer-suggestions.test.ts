import { beforeEach, describe, expect, test } from "vitest";
import { policyText } from "../../testing/a-policy.ts";
import { type MemoryGitHub, memoryGitHub } from "../../testing/memory-github.ts";
import { reconcile } from "./reconcile.ts";

const v2 = "migrations/V2__age.sql";
const create = "CREATE TABLE t1 (id INT NOT NULL, PRIMARY KEY (id));\n";
const addAge = "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL);\n";

let github: MemoryGitHub;
let pull: number;

const look = () => reconcile(github.ports, pull);
const writesSince = (begin: number) => github.writes.slice(begin).filter((line) => !/^(gate|ask)/.test(line));

beforeEach(() => {
  github = memoryGitHub();
  github.teams.set("acme/dba", ["dora"]);
  github.push("main", "olga", {
    ".github/tollgate.yml": policyText,
    "migrations/V1__create.sql": create,
  });
  github.push("age", "ada", { [v2]: addAge }, { onto: github.git.branches.get("main") as string });
  pull = github.open({ head: "age", author: "ada" });
});

describe("a suggestion", () => {
  test("is offered on the statement's lines once, and says what is left for later", async () => {
    await look();
    expect(github.suggestions).toMatchObject([{ pull, file: v2, start: 1, end: 1 }]);
    const body = github.suggestions[0]?.body ?? "";
    expect(body).toMatch(/^<!-- tollgate:suggestion -->\n/);
    expect(body).toContain(
      "\n```suggestion\nALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL DEFAULT 0);\n```\n",
    );
    expect(body).toContain(
      "In a later migration:\n\n```sql\nALTER TABLE `t1` ALTER COLUMN age DROP DEFAULT;",
    );
    const begin = github.writes.length;
    await look();
    await look();
    expect(github.writes.slice(begin)).toEqual([]);
  });

  test("goes where it holds no longer, and comes again where its lines have moved", async () => {
    await look();
    github.push("age", "ada", { [v2]: `-- ages\n${addAge}` });
    const begin = github.writes.length;
    await look();
    expect(writesSince(begin)).toEqual(["comment #1", `take back ${v2}:1-1`, `offer ${v2}:2-2`]);
    github.push("age", "ada", { [v2]: addAge.replace("NULL", "NULL DEFAULT 0") });
    await look();
    expect(github.suggestions).toEqual([]);
    const after = github.writes.length;
    github.ports.suggestions.list = () =>
      Promise.reject(new Error("Nobody needs to ask for what is not there."));
    await look();
    expect(github.writes.slice(after)).toEqual([]);
  });

  test("that somebody changed is put right; one that is outdated is offered anew", async () => {
    await look();
    const [one] = github.suggestions;
    if (one) one.body = "mine";
    let begin = github.writes.length;
    await look();
    expect(github.writes.slice(begin)).toEqual([`change the suggestion ${v2}:1`]);
    const [other] = github.suggestions;
    if (other) Object.assign(other, { start: undefined, end: undefined });
    begin = github.writes.length;
    await look();
    expect(github.writes.slice(begin)).toEqual([`take back ${v2}:undefined-undefined`, `offer ${v2}:1-1`]);
  });

  test("that GitHub does not take is a remark, and no failure", async () => {
    github.ports.suggestions.offer = async () => false;
    expect((await look())?.remarks).toEqual([expect.stringContaining("took none of the suggestions")]);
  });
});

test("nothing is offered, nor asked about, by who does not hold the gate", async () => {
  github.ports.holdsGate = () => false;
  await look();
  expect(github.writes).toEqual([]);
});

test("an approval of what stood there before does not hold for the accepted suggestion, nor does the acceptor's", async () => {
  github.review(pull, "olga", "APPROVED");
  github.review(pull, "dora", "APPROVED");
  await look();
  expect(github.gates.get(`${github.headOf(pull)} tollgate: main`)?.conclusion).toBe("success");
  // GitHub commits it in the name of who clicked.
  github.push("age", "olga", { [v2]: addAge.replace("NULL)", "NULL DEFAULT 0)") });
  github.review(pull, "olga", "APPROVED");
  const judged = (await look())?.judged;
  expect(judged?.approval?.steps.map(({ status }) => status)).not.toContain("approved");
  expect(github.gates.get(`${github.headOf(pull)} tollgate: main`)?.conclusion).not.toBe("success");
});

test("a bot's remarks leave the approvals alone, and cost nothing to prove", async () => {
  github.review(pull, "tollgate[bot]", "COMMENTED");
  github.ports.pulls.retargets = () => Promise.reject(new Error("There is nothing to prove."));
  const judged = (await look())?.judged;
  expect(judged?.failure).toBeUndefined();
  expect(judged?.approval?.steps[0]?.status).toBe("waiting");
});
