import { array, assert, constantFrom, pre, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "./assess.ts";
import type { Assessment } from "./assessment.ts";
import type { ChangedFile, FileChangeKind } from "./migration/migration.ts";
import { parsePolicy } from "./policy/parse-policy.ts";
import { exampleSchema } from "./risk/example-schema.ts";
import { factors } from "./risk/factors.ts";
import { levels } from "./words/level.ts";

const tutorial = `version: 1
environments:
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [project-owner, dba] }
instances:
  mysql-test: { environment: test, engine: mysql-8.4, connection: TEST_DATABASE_URL }
  mysql-prod: { environment: prod, engine: mysql-8.4, connection: PROD_DATABASE_URL }
databases:
  test_db: { instances: [mysql-test, mysql-prod] }
projects:
  demo: { migrations: "migrations/*.sql", databases: [test_db] }
roles:
  project-owner: { title: Project Owner, users: [octocat] }
  dba: { title: DBA, users: [hubot] }
`;
const prodIsHigh = `${tutorial}risk:
  presets: [prod-is-high]
approval:
  flows:
    owner-dba: { steps: [project-owner, dba] }
    dba: { steps: [dba] }
  rules:
    ddl: { high: owner-dba }
    dml: { high: dba }
`;

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (path: string, text: string, kind: FileChangeKind = "added"): ChangedFile => ({
  path,
  previousPath: undefined,
  kind,
  mode: "100644",
  blob: text,
  content: bytes(text),
});

function judge(
  policyText: string,
  changed: ChangedFile[],
  history: ChangedFile[] = [],
  actionFolders: string[] = [],
): Assessment {
  const policy = parsePolicy(policyText, "tollgate.yml");
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems));
  return assess({
    policy: policy.value,
    digest: "d",
    changed,
    history,
    actionFolders,
    author: "mona",
    today: "2026-12-01",
    labels: [],
    secondOpinion: undefined,
    statistics: undefined,
  });
}

const created =
  "CREATE TABLE t1 (id INT COMMENT 'ID' NOT NULL, name VARCHAR(255) NOT NULL, PRIMARY KEY (id));\n";
const altered = "-- why\nALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL);\n";

describe("a pull request", () => {
  it("that creates a table, without rules: no approval", () => {
    const { reason, ...assessment } = judge(tutorial, [file("migrations/V1__t1.sql", created)]);
    expect(assessment).toMatchObject({
      level: "default",
      score: 0,
      source: "ddl",
      decision: "clear",
      reasonCode: "no-approval-needed",
      flow: undefined,
      problems: [],
    });
    expect(reason).toMatchInlineSnapshot(
      `"The risk is default, by migrations/V1__t1.sql:1 on test_db in test. The policy asks nobody for that."`,
    );
  });

  it("is high because of prod, although test is a target too", () => {
    const assessment = judge(
      prodIsHigh,
      [file("migrations/V2__age.sql", altered)],
      [file("migrations/V1__t1.sql", created)],
    );
    expect(assessment).toMatchObject({
      level: "high",
      decision: "approval",
      reasonCode: "approval-needed",
      flow: { id: "owner-dba", steps: ["project-owner", "dba"] },
      decidedBy: {
        file: "migrations/V2__age.sql",
        line: 2,
        verdict: { environment: "prod", database: "test_db", instance: "mysql-prod", rule: "prod-is-high" },
      },
    });
    expect(assessment.migrations).toHaveLength(1);
    expect(assessment.migrations[0]?.statements[0]?.verdicts.map((v) => [v.environment, v.rule])).toEqual([
      ["prod", "prod-is-high"],
      ["test", undefined],
    ]);
    expect(assessment.reason).toMatchInlineSnapshot(
      `"The risk is high, by migrations/V2__age.sql:2 on test_db in prod (rule "prod-is-high"). It needs the approval of Project Owner, then DBA."`,
    );
  });

  it("takes each source to its own flow, and the flows merge", () => {
    const both = `${altered}UPDATE t1 SET age = 1 WHERE id = 1;`;
    expect(judge(prodIsHigh, [file("migrations/V2.sql", both)]).flow?.id).toBe("owner-dba");
    expect(
      judge(prodIsHigh, [file("migrations/V2.sql", "UPDATE t1 SET age = 1 WHERE id = 1")]).flow?.id,
    ).toBe("dba");
  });

  it("without migrations is clear", () => {
    expect(judge(prodIsHigh, [file("README.md", "hello")])).toMatchObject({
      decision: "clear",
      reasonCode: "no-migrations",
      level: "default",
      source: undefined,
      decidedBy: undefined,
    });
  });

  it("that nobody can read blocks, high", () => {
    expect(judge(tutorial, [file("migrations/V1.sql", "FROBNICATE t1")])).toMatchObject({
      level: "high",
      source: "unknown",
      decision: "blocked",
      reasonCode: "policy-no-flow",
    });
    const binary = { ...file("migrations/V1.sql", ""), content: new Uint8Array([0xff, 0x00, 0x41]) };
    expect(judge(tutorial, [binary])).toMatchObject({ level: "high", decision: "blocked" });
  });

  it("that edits the policy or a workflow of Tollgate is high", () => {
    const policyEdit = judge(prodIsHigh, [file(".github/tollgate.yml", "version: 1", "modified")]);
    expect(policyEdit).toMatchObject({
      level: "high",
      source: "admin",
      decision: "approval",
      flow: { id: "owner-dba" },
    });
    expect(policyEdit.reason).toMatchInlineSnapshot(
      `"The risk is high, by .github/tollgate.yml:1 (rule "edits the gate"). It needs the approval of Project Owner, then DBA."`,
    );
    const both = judge(prodIsHigh, [
      file("migrations/V1.sql", "DELETE FROM t"),
      file(".github/tollgate.yml", "", "modified"),
    ]);
    expect(both.reason).toMatchInlineSnapshot(
      `"The risk is high, by migrations/V1.sql:1 on test_db in prod (rule "prod-is-high"). It also edits the gate itself, in .github/tollgate.yml. It needs the approval of Project Owner, then DBA."`,
    );
    const workflow = file(".github/workflows/any.yml", "jobs: {}", "modified");
    expect(judge(tutorial, [workflow])).toMatchObject({
      decision: "blocked",
      reasonCode: "policy-no-flow",
    });
    const own = `${prodIsHigh}    admin: { high: dba }\n`;
    expect(judge(own, [workflow]).flow?.id).toBe("dba");
  });

  it.each([
    ".github/workflows/any.yml",
    ".github/workflows/actions.lock",
    ".github/actions/setup/dist/index.js",
    ".github/dependabot.yml",
    ".github/ISSUE_TEMPLATE/bug.md",
    ".GitHub/CODEOWNERS",
    ".github",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    "action.yml",
    "tools/deploy/action.yaml",
    "scripts/deploy.sh",
    "tools/local/dist/main.js",
  ])("that edits %s is high: added, changed, deleted or renamed to and fro", (path) => {
    const more = "gate_files: [scripts/**]\n";
    const changes = [
      file(path, ""),
      file(path, "", "modified"),
      file(path, "", "deleted"),
      file(path, "", "renamed"),
      { ...file("elsewhere.txt", "", "renamed"), previousPath: path },
    ];
    for (const change of changes)
      expect(judge(`${prodIsHigh}${more}`, [change], [], ["tools/local"])).toMatchObject({
        level: "high",
        flow: { id: "owner-dba" },
        gateEdits: [{ file: change.path, kind: change.kind, what: "" }],
      });
  });

  it.each([
    "README.md",
    "docs/CODEOWNERS.md",
    "src/action.yml.ts",
    "github/workflows/a.yml",
    "tools/locals/x",
  ])("that edits %s edits no gate", (path) =>
    expect(judge(prodIsHigh, [file(path, "")], [], ["tools/local"]).level).toBe("default"),
  );

  it("says which environments and secrets of the policy a workflow names, before or after", () => {
    const path = ".github/workflows/any.yml";
    const text = `jobs: { a: { environment: { name: prod }, env: { URL: '\${{ secrets.PROD_DATABASE_URL }}' } } }`;
    const reason = (change: ChangedFile, history: ChangedFile[] = []) =>
      judge(prodIsHigh, [change], history).reason;
    expect(reason(file(path, text))).toMatchInlineSnapshot(
      `"The risk is high, by .github/workflows/any.yml:1 (rule "edits the gate"). .github/workflows/any.yml names the environment prod and the secret PROD_DATABASE_URL. It needs the approval of Project Owner, then DBA."`,
    );
    expect(reason(file(path, "jobs: {}", "modified"), [file(path, text)])).toBe(reason(file(path, text)));
    const open = `jobs: { a: { environment: '\${{ inputs.to }}', uses: x, secrets: inherit } }`;
    expect(reason(file(path, open))).toMatchInlineSnapshot(
      `"The risk is high, by .github/workflows/any.yml:1 (rule "edits the gate"). .github/workflows/any.yml computes the name of an environment, and can read every secret that its job has. It needs the approval of Project Owner, then DBA."`,
    );
    expect(reason(file(path, "jobs: {"))).not.toContain("names");
  });

  it("blocks where a condition cannot be decided", () => {
    const byLabel = prodIsHigh.replace(
      "  presets: [prod-is-high]",
      "  rules:\n    - { name: Core, when: 'labels.tier == \"core\"', level: low }",
    );
    const assessment = judge(byLabel, [file("migrations/V1.sql", created)]);
    expect(assessment).toMatchObject({
      level: "high",
      decision: "blocked",
      reasonCode: "policy-condition-failed",
    });
    expect(assessment.problems.map(({ what, line }) => `${line}: ${what}`)).toMatchInlineSnapshot(`
      [
        "1: The rule "Core" cannot be decided for this statement on test_db of test: No such key: tier.",
        "1: The rule "Core" cannot be decided for this statement on test_db of prod: No such key: tier.",
      ]
    `);
  });

  it("is not blamed for what the base has as well", () => {
    const twins = [file("migrations/V1__a.sql", created), file("migrations/V1__b.sql", created)];
    const another = created.replace("t1", "t2");
    expect(judge(tutorial, [file("migrations/V2__c.sql", another)], twins).problems).toEqual([]);
    expect(judge(tutorial, [file("migrations/V1__c.sql", another)], twins).problems).toHaveLength(1);
  });

  it("reads the same twice, whatever the order of its files", () => {
    const files = [file("migrations/V2.sql", altered), file("migrations/V1.sql", created), file("a.txt", "")];
    const [once, again] = [files, files.toReversed()].map((changed) =>
      JSON.stringify(judge(prodIsHigh, changed)),
    );
    expect(again).toBe(once);
  });
});

describe("a comment that allows a finding", () => {
  const history = [file("migrations/V1__schema.sql", exampleSchema)];
  const drop = "ALTER TABLE users DROP COLUMN age;";
  const allowed = `-- tollgate:allow drop-column because nothing reads it since 2.4\n${drop}`;
  const lower = "risk: { allow_comments: lower }\n";
  const weigh = (text: string, risk = lower) =>
    judge(`${tutorial}${risk}`, [file("migrations/V2__drop.sql", text)], history);

  it("takes its points out of the score, and stays for everybody to see", () => {
    const [before, after] = [weigh(drop), weigh(allowed)];
    expect(before).toMatchObject({ level: "high", decision: "blocked", reasonCode: "policy-no-flow" });
    expect(after.score).toBe(before.score - 60);
    expect(after.level).not.toBe("high");
    expect(after.migrations[0]?.statements[0]?.findings).toContainEqual(
      expect.objectContaining({ id: "drop-column", points: 60, allowed: "nothing reads it since 2.4" }),
    );
    expect(after.migrations[0]?.allowances).toEqual([
      { line: 1, id: "drop-column", reason: "nothing reads it since 2.4", lowers: true },
    ]);
  });

  it.each([["as it is"], ["risk: { allow_comments: true }\n"], ["risk: { allow_comments: seen }\n"]])(
    "only marks the finding as seen where the policy lets nobody waive their own risk: %s",
    (risk) => {
      const text = risk === "as it is" ? "" : risk;
      const after = weigh(allowed, text);
      expect(after).toMatchObject({ score: weigh(drop).score, decision: "blocked", level: "high" });
      expect(after.migrations[0]?.statements[0]?.findings).toContainEqual(
        expect.objectContaining({ id: "drop-column", seen: "nothing reads it since 2.4" }),
      );
    },
  );

  it("is not needed where the policy allows the finding, for its time", () => {
    const rule = "{ finding: drop-column, table: users, reason: unused, until: 2027-03-31 }";
    const risk = `risk: { allow: [${rule}] }\n`;
    expect(weigh(drop, risk).score).toBe(weigh(allowed).score);
    const ended = weigh(drop, risk.replace("2027", "2026"));
    expect(ended.score).toBe(weigh(drop).score);
    expect(ended.migrations[0]?.allowances[0]?.remark).toMatch(/until 2026-03-31/);
    expect(weigh(drop, risk.replace("users", "other")).score).toBe(weigh(drop).score);
    const rules = `risk:\n  allow: [${rule}]\n  presets: [prod-is-high]\n`;
    expect(weigh(drop, rules).level).toBe("high");
  });

  it.each([
    ["by its environment", "risk:\n  allow_comments: lower\n  presets: [prod-is-high]\n"],
    [
      "by the score",
      "risk:\n  allow_comments: lower\n  rules: [{ name: heavy, when: 'score >= 60', level: high }]\n",
    ],
  ])("lowers no rule of the policy that matches %s", (_, risk) => {
    expect(weigh(allowed, risk).level).toBe("high");
  });

  it("counts for nothing where the policy says so", () => {
    expect(weigh(allowed, "risk: { allow_comments: false }\n").score).toBe(weigh(drop).score);
  });

  it("makes nothing readable that is not", () => {
    const opaque = "-- tollgate:allow opaque-statement because I know\nCALL tidy();";
    expect(weigh(opaque).level).toBe("high");
  });

  it("tells of one that leads no statement", () => {
    const [migration] = weigh(`${drop} -- tollgate:allow drop-column because late\n`).migrations;
    expect(migration?.allowances).toEqual([expect.objectContaining({ line: 1, remark: expect.any(String) })]);
  });
});

it("never asks for less when a statement is added", () => {
  const scripts = factors.flatMap(({ examples }) => [...examples.risky, ...examples.safe]);
  const history = [file("migrations/V1__schema.sql", exampleSchema)];
  const parsed = parsePolicy(prodIsHigh.replace("  presets: [prod-is-high]\n", "  builtin: true\n"), "p");
  if (!parsed.ok) throw new Error("the policy is wrong");
  const weigh = (statements: readonly string[]) => {
    const changed = [file("migrations/V2__change.sql", statements.map((text) => `${text};\n`).join(""))];
    return assess({
      policy: parsed.value,
      digest: "d",
      changed,
      history,
      secondOpinion: undefined,
      statistics: undefined,
    });
  };
  assert(
    property(array(constantFrom(...scripts), { maxLength: 4 }), constantFrom(...scripts), (some, more) => {
      const [before, after] = [weigh(some), weigh([...some, more])];
      // What commits a transaction that was left open takes that finding away, and should.
      pre(!JSON.stringify(before).includes('"transaction-left-open"'));
      expect(after.score).toBeGreaterThanOrEqual(before.score);
      expect(levels.indexOf(after.level)).toBeGreaterThanOrEqual(levels.indexOf(before.level));
      expect(blocks(after) || (after.flow?.steps ?? [])).toSatisfy(
        (asked: true | string[]) =>
          asked === true || (before.flow?.steps ?? []).every((role) => asked.includes(role)),
      );
    }),
    { numRuns: 40 },
  );
}, 30_000);

const blocks = ({ decision }: Assessment): boolean => decision === "blocked";
