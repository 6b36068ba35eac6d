import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { policyText } from "../../testing/a-policy.ts";
import { aSnapshot, aTable } from "../../testing/a-snapshot.ts";
import { memoryGit } from "../../testing/memory-git.ts";
import { applyFloor } from "../apply-floor.ts";
import { readStatistics } from "./read-snapshot.ts";

function policyWith(statistics: string): Policy {
  const parsed = parsePolicy(`${policyText}${statistics}`, "p");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const chosen = policyWith("statistics_branch: tollgate-stats\n");
const snapshot = aSnapshot("prod", { instance: "mysql-prod", database: "shop" }, { users: aTable(8000) });

async function read(policy: Policy, files: Record<string, string> | undefined, bytes?: Uint8Array) {
  const { repository, branches, commit } = memoryGit();
  if (files) {
    const nobody = { author: undefined, committer: undefined, coAuthors: [], signedByGitHub: false };
    branches.set("tollgate-stats", commit({ ...nobody, parents: [], files: new Map(Object.entries(files)) }));
  }
  const asked: string[] = [];
  const known = await readStatistics(
    {
      tip: (branch) => repository.tip(...ask(asked, branch)),
      tree: repository.tree,
      blob: bytes ? async () => bytes : repository.blob,
    },
    policy,
  );
  return { asked, known: known && Object.fromEntries(known.environments) };
}

function ask(asked: string[], branch: string): [string] {
  asked.push(branch);
  return [branch];
}

describe("the statistics branch", () => {
  test("is not looked for where the policy names none", async () => {
    expect(await read(policyWith(""), { "prod.json": "{}" })).toEqual({ asked: [], known: undefined });
  });

  test("gives each environment its file, and says which it lacks", async () => {
    const files = { "prod.json": JSON.stringify(snapshot), "folder/test.json": "{}", "README.md": "" };
    const { asked, known } = await read(chosen, files);
    expect(asked).toEqual(["tollgate-stats"]);
    expect(known).toEqual({ test: { unknown: "tollgate-stats has no test.json" }, prod: { snapshot } });
  });

  test("that is not there leaves everything unknown", async () => {
    const unknown = "there is no branch tollgate-stats here";
    expect((await read(chosen, undefined)).known).toEqual({ test: { unknown }, prod: { unknown } });
  });

  test("tells what is wrong with a file, and leaves that environment unknown", async () => {
    const { known } = await read(chosen, { "prod.json": "{", "test.json": JSON.stringify(snapshot) });
    expect(known).toEqual({
      prod: { unknown: "prod.json is not JSON" },
      test: { unknown: "test.json is of the environment prod" },
    });
    const latin = await read(chosen, { "prod.json": "x" }, new Uint8Array([0xff]));
    expect(latin.known?.prod).toEqual({ unknown: "prod.json is not valid UTF-8" });
    const huge = await read(chosen, { "prod.json": "x" }, new Uint8Array(8 * 1024 * 1024 + 1));
    expect(huge.known?.prod).toEqual({ unknown: "prod.json is larger than 8 MiB" });
  });

  test("is believed in its plain files only", async () => {
    const link = { path: "prod.json", mode: "120000", blob: "b" };
    const known = await readStatistics(
      { tip: async () => "c", tree: async () => [link], blob: async () => new Uint8Array() },
      chosen,
    );
    expect(known?.environments.get("prod")).toEqual({
      unknown: "prod.json is not a plain file (mode 120000)",
    });
  });
});

describe("an organisation's floor", () => {
  const raised = (floor: string, policy: Policy) => {
    const parsed = applyFloor(policy, { name: "f", bytes: new TextEncoder().encode(`version: 1\n${floor}`) });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.value;
  };
  const files = { "prod.json": JSON.stringify(snapshot) };

  test.each(["", "statistics_branch: main\n"])(
    "keeps a repository's sizes from lowering what it asks for: %j",
    async (floor) => {
      const { asked, known } = await read(raised(floor, chosen), files);
      expect(asked).toEqual([]);
      const unknown = "the organisation's policy does not name the statistics branch tollgate-stats";
      expect(known).toEqual({ test: { unknown }, prod: { unknown } });
    },
  );

  test("lets them count where it names the same branch, and asks for none where the repository names none", async () => {
    const floor = "statistics_branch: tollgate-stats\n";
    expect((await read(raised(floor, chosen), files)).known?.prod).toEqual({ snapshot });
    expect(await read(raised(floor, policyWith("")), files)).toEqual({ asked: [], known: undefined });
  });
});
