import { beforeEach, describe, expect, test } from "vitest";
import { policyText } from "../../testing/a-policy.ts";
import { type MemoryGitHub, memoryGitHub } from "../../testing/memory-github.ts";
import { reconcile } from "./reconcile.ts";

const users = "CREATE TABLE users (id INT NOT NULL, PRIMARY KEY (id));\n";
let github: MemoryGitHub;

beforeEach(() => {
  github = memoryGitHub();
  github.teams.set("acme/dba", ["dave", "dora"]);
  const files = { ".github/tollgate.yml": policyText, "migrations/V1__users.sql": users };
  github.push("main", "olga", files);
});

const main = () => github.git.branches.get("main") as string;

/** A pull request that adds one file. */
function propose(branch: string, file: string, text: string): number {
  github.push(branch, "ada", { [file]: text }, { onto: main() });
  return github.open({ head: branch, author: "ada" });
}

async function openInto(base: string) {
  const numbers = await github.ports.pulls.open(base);
  return numbers.map((number) => ({
    ...{ number, base, head: github.headOf(number) },
    url: `https://github.test/acme/shop/pull/${number}`,
  }));
}

const look = (number: number) => reconcile({ ...github.ports, openInto }, number);
const comment = (number: number) => github.comments.get(number) ?? "";
const gate = (number: number) => github.gates.get(`${github.headOf(number)} tollgate: main`);

describe("open pull requests that touch the same", () => {
  test("a table or a version, are named in each other's comments, and nowhere else", async () => {
    const one = propose("one", "migrations/V2__one.sql", "ALTER TABLE users ADD a INT;");
    await look(one);
    const alone = gate(one);
    const two = propose("two", "migrations/V2__two.sql", "ALTER TABLE shop.users ADD b INT;");
    propose("three", "migrations/V3__three.sql", "CREATE TABLE other (id INT PRIMARY KEY);");
    propose("four", "README.md", "users");
    expect((await look(two))?.affected).toEqual([one]);
    expect((await look(one))?.affected).toEqual([two]);
    expect((await look(two))?.affected).toEqual([]);
    expect(comment(one)).toContain(
      "- [#2](https://github.test/acme/shop/pull/2): version `2`, which only the first to be merged can have; table `users`",
    );
    expect(comment(two)).toContain("[#1](https://github.test/acme/shop/pull/1)");
    expect(comment(one)).not.toMatch(/#3|#4/);
    expect(gate(one)).toEqual(alone);
  });

  test("are named no longer once one moves away, and the other is told", async () => {
    const one = propose("one", "migrations/V2__one.sql", "ALTER TABLE users ADD a INT;");
    const two = propose("two", "migrations/V3__two.sql", "ALTER TABLE users ADD b INT;");
    await look(one);
    github.push("two", "ada", { "migrations/V3__two.sql": "CREATE TABLE other (id INT PRIMARY KEY);" });
    expect((await look(one))?.affected).toEqual([two]);
    expect(comment(one)).not.toContain("#2");
  });

  test("of the same version: the second fails as soon as the first is merged, until it takes another", async () => {
    const one = propose("one", "migrations/V2__one.sql", "ALTER TABLE users ADD a INT;");
    const two = propose("two", "migrations/V2__two.sql", "ALTER TABLE users ADD b INT;");
    await look(one);
    await look(two);
    expect([gate(one)?.conclusion, gate(two)?.conclusion]).toEqual(["pending", "pending"]);
    github.push("main", "olga", { "migrations/V2__one.sql": "ALTER TABLE users ADD a INT;" });
    const merged = github.pulls.get(one);
    if (merged) merged.state = "closed";
    await look(two);
    expect(gate(two)).toMatchObject({ conclusion: "failure" });
    expect(gate(two)?.summary).toContain("migration-duplicate-version");
    github.push("two", "ada", {
      "migrations/V2__two.sql": null,
      "migrations/V3__two.sql": "ALTER TABLE users ADD b INT;",
    });
    await look(two);
    expect(gate(two)?.conclusion).toBe("pending");
  });

  test("that cannot be looked at are left out, with a sentence for the log, and the judgement stands", async () => {
    const one = propose("one", "migrations/V2__one.sql", "ALTER TABLE users ADD a INT;");
    const openInto = () => Promise.reject(new Error("GitHub answered 502"));
    const reconciled = await reconcile({ ...github.ports, openInto }, one);
    expect(reconciled?.remarks).toEqual([
      "Other pull requests that touch the same were not looked for: GitHub answered 502",
    ]);
    expect(gate(one)?.conclusion).toBe("pending");
  });
});
