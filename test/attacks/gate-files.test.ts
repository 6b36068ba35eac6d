import { beforeAll, describe, expect, test } from "vitest";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { besiege, type Siege, siegeRules } from "./siege.ts";

let siege: Siege;

/** On main, put there by an administrator: a workflow that runs an action of the repository. */
const own = {
  ".github/workflows/nightly.yml":
    "on: workflow_dispatch\njobs: { a: { runs-on: x, steps: [{ uses: ./tools/deploy }] } }\n",
  "tools/deploy/action.yml": "runs: { using: node24, main: dist/index.js }\n",
  "tools/deploy/dist/index.js": "1;\n",
  "tools/other/dist/index.js": "1;\n",
};

besiege((laid) => {
  siege = laid;
});

beforeAll(async () => {
  await siege.stage.github.push(repository, {
    branch: "main",
    actor: "root",
    message: "Own action",
    files: own,
  });
  await siege.stage.settled();
});

describe("whoever edits what the gate is made of passes the gate", () => {
  const secret = `on: { push: { branches: [main] } }
jobs:
  read:
    runs-on: ubuntu-latest
    environment: prod
    env: { URL: "\${{ secrets.PROD_DATABASE_URL }}" }
    steps: [{ run: 'echo "$URL"' }]
`;

  test.each([
    ["a workflow that reads the secret of Prod after the merge", { ".github/workflows/a.yml": secret }],
    ["an action below .github", { ".github/actions/a/action.yml": "runs: {}\n" }],
    ["an action in the root, with what it runs", { "action.yml": "runs: {}\n", "dist/index.js": "1;\n" }],
    ["CODEOWNERS", { CODEOWNERS: "* @mallory\n" }],
    ["CODEOWNERS in docs", { "docs/CODEOWNERS": "* @mallory\n" }],
    ["the lockfile of workflows", { ".github/workflows/actions.lock": "a\n" }],
    ["a workflow that is deleted", { ".github/workflows/nightly.yml": null }],
    [
      "a workflow that is put aside",
      { ".github/workflows/nightly.yml": null, "nightly.yml": own[".github/workflows/nightly.yml"] },
    ],
    ["what an action that a workflow runs is made of", { "tools/deploy/dist/index.js": "steal();\n" }],
    [
      "a letter in escapes",
      {
        ".github/workflows/b.yml":
          'on: workflow_dispatch\njobs: { a: { runs-on: x, steps: [{ uses: "toll\\x67ate/x@v1" }] } }\n',
      },
    ],
  ])("%s", async (_, files) => {
    const { number } = await siege.propose("mallory", files);
    expect(await siege.gate(number)).toBe("in_progress");
    expect(await siege.comment(number)).toContain("edits the gate");
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
  });

  test("what it names of the policy is said", async () => {
    const { number } = await siege.propose("mallory", { ".github/workflows/c.yml": secret });
    expect((await siege.comment(number)).replaceAll("\\", "")).toContain(
      "names the environment prod and the secret PROD_DATABASE_URL.",
    );
  });

  test("an approval is for the action's bytes, too", async () => {
    const path = "tools/deploy/dist/index.js";
    const { number, branch } = await siege.propose("mallory", { [path]: "good();\n" });
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
    const push = { branch, actor: "mallory", message: "x", files: { [path]: "steal();\n" } };
    await siege.stage.github.push(repository, push);
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("in_progress");
  });

  test("a file that no workflow runs is none of it", async () => {
    const { number } = await siege.propose("mallory", { "tools/other/dist/index.js": "2;\n" });
    expect(await siege.gate(number)).toBe("success");
  });
});

describe("nobody waives their own risk", () => {
  const drop = (table: string) => ({
    [`migrations/V9__${table}.sql`]: `-- tollgate:allow drop-table because ok\nDROP TABLE ${table};\n`,
  });

  test("by a comment, unless the policy says that comments lower; by the policy, up to its last day", async () => {
    const gateUnder = async (risk: string, table: string) => {
      await siege.stage.changeRules({ ...siegeRules, risk });
      const { number } = await siege.propose("mallory", drop(table));
      return siege.gate(number);
    };
    expect(await gateUnder("builtin: true", "users")).toBe("in_progress");
    expect(await gateUnder("allow_comments: true", "users_2")).toBe("in_progress");
    expect(await gateUnder("allow_comments: lower", "users_3")).toBe("success");
    const allow = (until: string) =>
      `allow: [{ finding: drop-table, table: "scratch_*", reason: made to be thrown away, until: ${until} }]`;
    expect(await gateUnder(allow("2999-12-31"), "scratch_1")).toBe("success");
    expect(await gateUnder(allow("2999-12-31"), "users_4")).toBe("in_progress");
    expect(await gateUnder(allow("2020-12-31"), "scratch_2")).toBe("in_progress");
  });
});

describe("an organisation's floor that the token may not see", () => {
  test("blocks where the policy requires one", async () => {
    await siege.stage.github.createRepository({
      owner: "acme",
      name: ".github",
      private: true,
      files: { "tollgate.yml": "version: 1\n" },
    });
    await siege.stage.changeRules({ ...siegeRules, floor: "required" });
    const { number } = await siege.propose("mallory", {
      "migrations/V9__x.sql": "CREATE TABLE x (id INT);\n",
    });
    expect(await siege.gate(number)).toBe("action_required");
    expect(await siege.comment(number)).toContain("is not there, or not for this token to see");
    await siege.stage.changeRules(siegeRules);
    expect(await siege.gate(number)).toBe("in_progress");
  });
});
