import { beforeEach, describe, expect, test } from "vitest";
import type { JudgedChange } from "../../core/migration/digest.ts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { policyText } from "../../testing/a-policy.ts";
import { type MemoryGitHub, memoryGitHub } from "../../testing/memory-github.ts";
import { whoseWork } from "./whose-work.ts";

const sql = "migrations/V2__age.sql";
const parsed = parsePolicy(policyText, "tollgate.yml");
if (!parsed.ok) throw new Error("The policy of the tests is wrong.");
const policy = parsed.value;

let github: MemoryGitHub;
const main = () => github.git.branches.get("main") as string;

async function work(number: number) {
  const { repository, pulls } = github.ports;
  const pull = await pulls.read(number);
  const comparison = await repository.compare(pull.base.sha, pull.head.sha);
  if (!comparison) throw new Error("They share no history.");
  const now = [{ path: sql, previousPath: undefined } as JudgedChange];
  return whoseWork({ repository, pulls }, pull, { policy, now, comparison }, true);
}

const why = async (number: number, login: string) => {
  const { excluded, scan } = await work(number);
  const person = github.person(login);
  return excluded.find(({ id }) => id === person.id)?.why ?? (await scan(person))?.why;
};

beforeEach(() => {
  github = memoryGitHub();
  github.push("main", "root", { "README.md": "Shop" });
  github.push("age", "ada", { [sql]: "SELECT 1;\n" }, { onto: main() });
});

const open = () => github.open({ head: "age", author: "ada" });

describe("no hand", () => {
  test("in a README, an update of the branch or a rebase of another's work", async () => {
    github.push("age", "olga", { "README.md": "News" });
    github.push("main", "root", { "a.txt": "1" });
    github.push("age", "olga", { [sql]: "SELECT 1;\n" }, { onto: main(), author: "ada" });
    const pull = open();
    expect(await why(pull, "olga")).toBeUndefined();
    expect((await work(pull)).unprovable).toBeUndefined();
  });

  test("in what others wrote later on a branch that somebody had begun", async () => {
    github.push("begun", "olga", { "b.txt": "1" }, { onto: main() });
    expect(await why(open(), "olga")).toBeUndefined();
  });

  test("in a push of what the branch held already", async () => {
    const pull = open();
    github.push("copy", "olga", { "b.txt": "1" }, { onto: github.headOf(pull) });
    expect(await why(pull, "olga")).toBeUndefined();
  });
});

describe("a hand", () => {
  test("in a version that a forced push took away", async () => {
    github.push("age", "olga", { [sql]: "SELECT 2;\n" });
    github.push("age", "ada", { [sql]: "SELECT 1;\n" }, { onto: main() });
    expect(await why(open(), "olga")).toBe("is the author of a commit");
  });

  test("in what was pushed to another branch first, though its tip is a later commit", async () => {
    const made = github.push("tmp", "olga", { [sql]: "SELECT 3;\n" }, { onto: main(), author: "eve" });
    github.push("tmp", "olga", { "b.txt": "1" });
    github.push("age", "ada", {}, { onto: made, author: "eve" });
    expect(await why(open(), "olga")).toBe("pushed a commit to another branch");
  });

  test("of somebody who may not write counts for nothing", async () => {
    github.outsiders.add("olga");
    expect(await why(open(), "olga")).toBe("may not write to this repository now");
  });
});

describe("what a bot brought first is nobody's", () => {
  test("until a person changes it", async () => {
    github.push("bots", "github-actions[bot]", { [sql]: "SELECT 3;\n" }, { onto: main(), author: "eve" });
    const pull = github.open({ head: "bots", author: "ada" });
    expect((await work(pull)).unprovable).toContain(sql);
    github.push("bots", "mate", { [sql]: "SELECT 3;\n" }, { onto: main(), author: "mate" });
    expect((await work(pull)).unprovable).toContain(sql);
    github.push("bots", "mate", { [sql]: "SELECT 4;\n" }, { onto: main() });
    expect((await work(pull)).unprovable).toBeUndefined();
  });

  test("as is what a head held that GitHub has no more", async () => {
    const pull = open();
    const { repository, pulls } = github.ports;
    const gone = {
      before: "0",
      after: "f".repeat(40),
      at: "2026-01-01T00:00:00Z",
      actor: github.person("ada"),
    };
    const lost = {
      ...pulls,
      pushes: async () => [gone, ...((await pulls.pushes(await pulls.read(pull))) ?? [])],
    };
    const read = await pulls.read(pull);
    const comparison = await repository.compare(read.base.sha, read.head.sha);
    if (!comparison) throw new Error("They share no history.");
    const now = [{ path: sql, previousPath: undefined } as JudgedChange];
    const { unprovable } = await whoseWork(
      { repository, pulls: lost },
      read,
      { policy, now, comparison },
      true,
    );
    expect(unprovable).toContain(sql);
  });
});
