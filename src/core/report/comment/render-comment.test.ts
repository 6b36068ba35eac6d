import fc from "fast-check";
import { expect, test } from "vitest";
import { approval, people, sceneTwo, sceneTwoView } from "../../../testing/scene-two.ts";
import { renderComment } from "./render-comment.ts";

const ownerApproved = [approval(people.owner, "2026-11-22T10:02:00Z", 11)];

test("scene 2: High because of Prod, the owner approved, the DBA is asked", () => {
  expect(renderComment(sceneTwoView(ownerApproved, { files: undefined }))).toMatchInlineSnapshot(`
    "<!-- tollgate -->
    <!-- tollgate:rollouts -->
    <!-- tollgate:rollouts -->

    ## 🔴 High risk: waiting for DBA

    **Next:** dan or dora reviews the change and approves (step 2 of 2). After the merge **test** runs by itself, then **prod** when Project Owner or DBA starts it.

    \`\`\`mermaid
    flowchart LR
      sql["1 statement<br/>🔴 High"]:::plain --> step1["Project Owner<br/>✅ olga"]:::approved --> step2["DBA<br/>⏳ dan or dora"]:::waiting --> merge([merge]):::plain --> env1["test<br/>🟢 Low, by itself"]:::plain --> env2["prod<br/>🔴 High, by hand"]:::plain
      classDef plain fill:#57606a,stroke:#57606a,color:#ffffff
      classDef approved fill:#1a7f37,stroke:#1a7f37,color:#ffffff
      classDef waiting fill:#9a6700,stroke:#d4a72c,color:#ffffff,stroke-width:3px
      classDef rejected fill:#cf222e,stroke:#cf222e,color:#ffffff
      classDef later fill:#ffffff,stroke:#8c959f,color:#57606a,stroke-dasharray:4 3
    \`\`\`

    |  | Step | State | Who |
    | --- | --- | --- | --- |
    | 1 | Project Owner | ✅ approved | olga, 2026-11-22 10:02 UTC |
    | 2 | DBA | ⏳ waiting | Waiting for dan or dora. |

    **Why 🔴 High?** \`migrations/V002__add_age.sql:1\` on **prod** (\`test_db @ mysql-prod\`): the rule “prod-is-high”. The heaviest verdict decides for the whole pull request.

    | Where | What | test | prod | Algorithm |
    | --- | --- | --- | --- | --- |
    | \`V002__add_age.sql:1\` | ALTER TABLE \`t1\`: add column \`age\` | 🟢&nbsp;Low | 🔴&nbsp;High | INSTANT |

    <details>
    <summary>2 findings: Adds a NOT NULL column without a default, Alters a table that is in use</summary>

    🟡 **Adds a NOT NULL column without a default** (\`migrations/V002__add_age.sql:1\`): The new column t1.age is NOT NULL and has no default.<br/>*Why:* Running code does not name the new column, so its INSERTs fail (error 1364); the rows that exist get an invented value such as 0.<br/>*Instead:* Give the column a DEFAULT, or add it as NULL, fill it, and set NOT NULL in a later migration.

    🟢 **Alters a table that is in use** (\`migrations/V002__add_age.sql:1\`): t1 is locked for a moment, behind whatever uses it.<br/>*Why:* Even an instant change waits for every open transaction on the table, and everybody else then waits behind it.<br/>*Instead:* Keep \`lock_wait_timeout\` small and retry, as Tollgate's rollout does; keep it away from long transactions.

    </details>

    <details open>
    <summary>SQL: 1 statement</summary>

    \`migrations/V002__add_age.sql:1\`

    \`\`\`sql
    ALTER TABLE \`t1\` ADD COLUMN (\`age\` INT NOT NULL)
    \`\`\`

    </details>

    <sub>Approvals hold for the migrations with digest \`3f2a9c1b7de0\`, now at \`8c1f0d2\`; other files may change freely. Check: \`tollgate: main\`.</sub>
    "
  `);
});

function headOf(comment: string): string[] {
  return comment
    .split("\n")
    .filter((line) => line.startsWith("## ") || line.startsWith("**Next") || line.startsWith("**Merged"));
}

test("everybody approved: merge is next, and after the merge the rollout", () => {
  const reviews = [...ownerApproved, approval(people.dba, "2026-11-22T10:05:00Z", 12)];
  expect(headOf(renderComment(sceneTwoView(reviews)))).toEqual([
    "## ✅ High risk: approved by Project Owner and DBA",
    "**Next:** merge. After the merge **test** runs by itself, then **prod** when Project Owner or DBA starts it.",
  ]);
  expect(headOf(renderComment(sceneTwoView(reviews, { merged: true })))).toEqual([
    "## ✅ High risk: approved by Project Owner and DBA",
    "**Merged.** Now **test** runs by itself, then **prod** when Project Owner or DBA starts it.",
  ]);
  expect(headOf(renderComment(sceneTwoView(reviews, { merged: true, startsNothing: true })))[1]).toBe(
    "**Merged.** Now **test** at the next scheduled rollout, or when somebody starts it: `GITHUB_TOKEN` merged this, and GitHub starts no workflow for that, then **prod** when Project Owner or DBA starts it.",
  );
});

test("changes asked for: who, and what ends it", () => {
  const reviews = [
    ...ownerApproved,
    { ...approval(people.dba, "2026-11-22T10:05:00Z", 12), state: "CHANGES_REQUESTED" as const },
  ];
  expect(headOf(renderComment(sceneTwoView(reviews)))).toEqual([
    "## ❌ High risk: dan (DBA) asks for changes",
    "**Next:** dan (DBA) asked for changes. It needs the same reviewer's approval, or that review dismissed.",
  ]);
});

test("an approval that no longer counts is said, with the reason", () => {
  const older = {
    ...approval(people.dba, "2026-11-22T10:05:00Z", 12),
    sight: { covers: false as const, why: "was given to a page of c0ffee0: since then V2.sql is new" },
  };
  expect(renderComment(sceneTwoView([...ownerApproved, older]))).toContain(
    "- dan: Does not count: it was given to a page of c0ffee0: since then V2.sql is new; approve again, or put `tollgate 3f2a9c1b7de04558a1c6f0b2d4e8a97c` in the review.",
  );
});

test("what blocks stands with its place, its fix and the lines to copy", () => {
  const problem = {
    code: "policy-no-flow",
    what: 'A change of source "ddl" is of high risk, and the policy says nothing about who approves it.',
    fix: "Say in the policy which flow it takes:\napproval:\n  rules:\n    ddl: { high: owner-dba }",
  };
  const place = { file: "migrations/V3.sql", line: 4, column: 2 };
  const bad = {
    code: "migration-without-version",
    what: "V.sql has no version.",
    fix: "Name it V3__x.sql.",
    ...place,
  };
  const assessment = {
    ...sceneTwo,
    decision: "blocked" as const,
    reason: "Two things are to fix before anybody can approve.",
    flow: undefined,
    problems: [problem, bad],
  };
  const comment = renderComment(sceneTwoView([], { assessment, approval: undefined }));
  expect(comment.split("```mermaid")[0]).toMatchInlineSnapshot(`
    "<!-- tollgate -->
    <!-- tollgate:rollouts -->
    <!-- tollgate:rollouts -->

    ## ⛔ Blocked: 2 things to fix

    **Next:** fix what is listed here. Nobody is asked to approve before that.

    - **policy-no-flow**: A change of source "ddl" is of high risk, and the policy says nothing about who approves it. Say in the policy which flow it takes:

      \`\`\`yaml
      approval:
        rules:
          ddl: { high: owner-dba }
      \`\`\`

    - **migration-without-version** (\`migrations/V3.sql:4:2\`): V.sql has no version. Name it V3\\_\\_x.sql.

    **Why 🔴 High?** [\`migrations/V002__add_age.sql:1\`](https://github.com/acme/shop/blob/8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0/migrations/V002__add_age.sql#L1) on **prod** (\`test_db @ mysql-prod\`): the rule “prod-is-high”. The heaviest verdict decides for the whole pull request.

    | Where | What | test | prod | Algorithm |
    | --- | --- | --- | --- | --- |
    | [\`V002__add_age.sql:1\`](https://github.com/acme/shop/blob/8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0/migrations/V002__add_age.sql#L1) | ALTER TABLE \`t1\`: add column \`age\` | 🟢&nbsp;Low | 🔴&nbsp;High | INSTANT |

    <details>
    <summary>2 findings: Adds a NOT NULL column without a default, Alters a table that is in use</summary>

    🟡 **Adds a NOT NULL column without a default** ([\`migrations/V002__add_age.sql:1\`](https://github.com/acme/shop/blob/8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0/migrations/V002__add_age.sql#L1)): The new column t1.age is NOT NULL and has no default.<br/>*Why:* Running code does not name the new column, so its INSERTs fail (error 1364); the rows that exist get an invented value such as 0.<br/>*Instead:* Give the column a DEFAULT, or add it as NULL, fill it, and set NOT NULL in a later migration.

    🟢 **Alters a table that is in use** ([\`migrations/V002__add_age.sql:1\`](https://github.com/acme/shop/blob/8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0/migrations/V002__add_age.sql#L1)): t1 is locked for a moment, behind whatever uses it.<br/>*Why:* Even an instant change waits for every open transaction on the table, and everybody else then waits behind it.<br/>*Instead:* Keep \`lock_wait_timeout\` small and retry, as Tollgate's rollout does; keep it away from long transactions.

    </details>

    <details open>
    <summary>SQL: 1 statement</summary>

    [\`migrations/V002__add_age.sql:1\`](https://github.com/acme/shop/blob/8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0/migrations/V002__add_age.sql#L1)

    \`\`\`sql
    ALTER TABLE \`t1\` ADD COLUMN (\`age\` INT NOT NULL)
    \`\`\`

    </details>

    <sub>Approvals hold for the migrations with digest \`3f2a9c1b7de0\`, now at \`8c1f0d2\`; other files may change freely. Check: \`tollgate: main\`.</sub>
    "
  `);
});

test("no database change: one line, and no more", () => {
  const assessment = {
    ...sceneTwo,
    migrations: [],
    level: "default" as const,
    flow: undefined,
    decision: "clear" as const,
    decidedBy: undefined,
  };
  expect(renderComment(sceneTwoView([], { assessment, approval: undefined }))).toMatchInlineSnapshot(`
    "<!-- tollgate -->
    <!-- tollgate:rollouts -->
    <!-- tollgate:rollouts -->

    ## ✅ No database change

    This pull request changes no migration that the policy names.
    "
  `);
});

test("an edit of the gate itself needs approval though no migration changes", () => {
  const verdict = {
    environment: "",
    instance: "",
    database: "",
    level: "high" as const,
    score: 0,
    rule: "edits the gate",
  };
  const decidedBy = { file: ".github/tollgate.yml", line: 1, verdict };
  const comment = renderComment(
    sceneTwoView(ownerApproved, { assessment: { ...sceneTwo, migrations: [], decidedBy } }),
  );
  expect(comment).toContain("## 🔴 High risk: waiting for DBA");
  expect(comment).toContain("no statement<br/>🔴 High");
  expect(comment).toContain(
    "blob/8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0/.github/tollgate.yml#L1): the rule “edits the gate”.",
  );
  expect(comment).not.toContain("After the merge");
});

test("a step that nobody can approve is said in the headline", () => {
  const view = sceneTwoView([]);
  const approval = view.approval && {
    ...view.approval,
    steps: view.approval.steps.map((step) => ({ ...step, eligible: [] })),
  };
  expect(headOf(renderComment({ ...view, approval }))[0]).toBe(
    "## ⛔ High risk: nobody can approve as Project Owner",
  );
});

const [migration] = sceneTwo.migrations;
const [statement] = migration?.statements ?? [];

test("a change of any size fits, and says where the rest is", () => {
  if (!migration || !statement) throw new Error("scene 2 has a statement");
  for (const [count, filler] of [
    [3000, "x"],
    [50, "長".repeat(4000)],
    [2, "x".repeat(300_000)],
  ] as const) {
    const statements = Array.from({ length: count }, (_, i) => ({
      ...statement,
      line: i + 1,
      text: `SELECT '${filler}'`,
    }));
    const assessment = { ...sceneTwo, migrations: [{ ...migration, statements }] };
    const comment = renderComment(
      sceneTwoView([], { assessment, details: "https://github.com/acme/shop/runs/1" }),
    );
    expect(comment.length).toBeLessThanOrEqual(60_000);
    expect(new TextEncoder().encode(comment).length).toBeLessThanOrEqual(200_000);
    const whole = "[in the whole report](https://github.com/acme/shop/runs/1)";
    expect(comment).toContain(count > 2 ? whole : "297009 more characters");
    expect(comment.startsWith("<!-- tollgate -->\n")).toBe(true);
  }
});

test("whatever SQL, names, rules and messages say, the comment mentions nobody and keeps its shape", () => {
  if (!migration || !statement) throw new Error("scene 2 has a statement");
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "@octocat",
          "#1",
          "`",
          "```",
          "</details>",
          "<!-- tollgate -->",
          "|",
          "\n",
          "\\",
          '"]',
          "](x)",
        ),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(hostile, (text) => {
      const finding = {
        id: text,
        title: text,
        level: "high" as const,
        points: 1,
        what: text,
        why: text,
        instead: text,
        line: 1,
      };
      const verdict = {
        environment: "prod",
        instance: text,
        database: text,
        level: "high" as const,
        score: 1,
        rule: text,
      };
      const changes = statement.changes.map((change) => ({ ...change, column: text, table: text }));
      const nasty = { ...statement, text, tables: [text], changes, findings: [finding], verdicts: [verdict] };
      const assessment = {
        ...sceneTwo,
        decidedBy: { file: text, line: 1, verdict },
        migrations: [{ ...migration, file: text, statements: [nasty] }],
      };
      const comment = renderComment(sceneTwoView(ownerApproved, { assessment }));
      const outsideCode = comment
        .replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, "")
        .replace(/(\\.)|`[^`\n]+`/g, "$1")
        .replace(/<code>.*?<\/code>/g, "");
      expect(outsideCode).not.toMatch(/@|&#64;(?!&#8203;)/);
      expect(outsideCode.match(/<details/g)).toHaveLength(2);
      expect(outsideCode.match(/<\/details>/g)).toHaveLength(2);
      expect(outsideCode.match(/<!--/g)).toHaveLength(3);
      const rows = outsideCode.split("\n").filter((line) => line.startsWith("|"));
      expect(rows.map((row) => row.split("|").length)).toEqual(Array.from({ length: 7 }, () => 6));
    }),
  );
});

test("the query that proves a finding harmless stands in a block of its own, which its text cannot leave", () => {
  const [migration] = sceneTwo.migrations;
  const [statement] = migration?.statements ?? [];
  const [finding] = statement?.findings ?? [];
  if (!migration || !statement || !finding) throw new Error("the scene has no finding");
  const check = "SELECT 1 FROM `t` WHERE NOT (a <> '```\n</details> @everyone \u202e  x') LIMIT 1";
  const statements = [{ ...statement, findings: [{ ...finding, check }] }];
  const assessment = { ...sceneTwo, migrations: [{ ...migration, statements }] };
  const comment = renderComment({ ...sceneTwoView([], { files: undefined }), assessment });
  expect(comment).toContain(
    "<br/>*Check first* (no row = the data is no obstacle):\n\n````sql\nSELECT 1 FROM `t` WHERE NOT (a <> '```\n</details> @everyone ⟨U+202E⟩  x') LIMIT 1\n````",
  );
});
