import { expect, test } from "vitest";
import { approval, people, sceneTwo, sceneTwoView } from "../../testing/scene-two.ts";
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
    | \`migrations/V002__add_age.sql:1\` | ALTER TABLE \`t1\`: add column \`age\` | 🟢 Low | 🔴 High | INSTANT |

    <details>
    <summary>1 finding: Adds a column that must have a value</summary>

    🟢 **Adds a column that must have a value** (\`migrations/V002__add_age.sql:1\`): \`t1\`.\`age\` is NOT NULL and has no default.<br/>
    *Why:* Code that is already running does not name the new column, and in strict mode its INSERT fails.<br/>
    *Instead:* Give the column a default, or allow NULL until every writer names it.

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
