import { beforeEach, expect, test } from "vitest";
import { policyText } from "../../testing/a-policy.ts";
import { type MemoryGitHub, memoryGitHub } from "../../testing/memory-github.ts";
import { reconcile } from "./reconcile.ts";

const users = "CREATE TABLE users (id INT NOT NULL, age INT, PRIMARY KEY (id));\n";
const query = 'export const adults = () => db.query("SELECT id FROM users WHERE users.age > 17");\n';

let github: MemoryGitHub;

beforeEach(() => {
  github = memoryGitHub();
  github.push("main", "olga", {
    ".github/tollgate.yml": policyText,
    "migrations/V1__users.sql": users,
    "src/adults.ts": `// of the house\n${query}`,
    "docs/adults.md": query,
  });
});

/** What a pull request with these files is found to be. */
async function assess(files: Record<string, string | null>, repository = github.ports.repository) {
  github.push("change", "ada", files, { onto: github.git.branches.get("main") as string });
  const number = github.open({ head: "change", author: "ada" });
  const reconciled = await reconcile({ ...github.ports, repository }, number);
  if (!reconciled) throw new Error("There is no policy.");
  const { assessment } = reconciled.judged;
  const findings = assessment.migrations.flatMap(({ statements }) =>
    statements.flatMap((one) => one.findings),
  );
  return {
    assessment,
    findings,
    found: findings.filter(({ id }) => id === "still-referenced"),
    ...reconciled,
  };
}

const drop = { "migrations/V2__drop.sql": "ALTER TABLE users DROP COLUMN age;\n" };

test("code at the head that names a dropped column raises the score, with file and line", async () => {
  const { found, assessment, content } = await assess(drop);
  expect(found).toMatchObject([
    {
      what: "Code names users.age in 1 line: `src/adults.ts:2`",
      points: 25,
      places: [{ file: "src/adults.ts", line: 2 }],
    },
  ]);
  expect(assessment.codeSearch).toEqual({
    unknown: undefined,
    files: 1,
    leftOut: { vendored: 0, tooLarge: 0, tooMany: 0 },
  });
  expect(content.summary).toContain("src/adults.ts#L2");
  const without = await assess({ ...drop, "src/adults.ts": null });
  expect(without.found).toEqual([]);
  expect(without.assessment.score).toBe(assessment.score - 25);
});

test("code that cannot be searched counts as code that names it, and says why", async () => {
  const repository = {
    ...github.ports.repository,
    search: () =>
      Promise.reject(new Error("GitHub's archive of the commit cannot be read: it ends in the middle.")),
  };
  const { found, content, judged } = await assess(drop, repository);
  expect(found).toMatchObject([
    {
      what: expect.stringMatching(/^Whether code still names users.age is not known: GitHub's archive/),
      points: 25,
    },
  ]);
  expect(found[0]?.places).toBeUndefined();
  expect(content.summary).toContain("it ends in the middle");
  expect(judged.assessment.score).toBe((await assess(drop)).assessment.score);
});

test("nothing is read of the code where nothing is dropped or renamed, or only what the pull request creates", async () => {
  const read: string[] = [];
  const repository = {
    ...github.ports.repository,
    search: () => Promise.reject(new Error("Who asked?")),
    tree: (sha: string, wanted: (path: string) => boolean) => {
      if (wanted("src/adults.ts")) read.push(sha);
      return github.ports.repository.tree(sha, wanted);
    },
  };
  const sql =
    "CREATE TABLE adults (id INT PRIMARY KEY);\nDROP TABLE adults;\nALTER TABLE users ADD nick INT;\n";
  const { assessment } = await assess({ "migrations/V2__nick.sql": sql }, repository);
  expect(assessment.codeSearch).toBeUndefined();
  expect(read).toEqual([]);
});

test("a name that wants to be Markdown is shown as text", async () => {
  const path = "src/<img src=x>@olga`[x](http:).ts";
  const { content } = await assess({ ...drop, [path]: query, "src/adults.ts": null });
  const read = content.summary.replace(/`[^`\n]*`/g, "");
  expect(read).toContain("Code still names it");
  expect(read).not.toMatch(/<img|@olga|\[x\]\(/);
});
