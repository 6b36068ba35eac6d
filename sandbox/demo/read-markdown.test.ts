import { expect, test } from "vitest";
import { renderComment } from "../../src/core/report/comment/render-comment.ts";
import { code, prose } from "../../src/core/report/say/neutralise.ts";
import { renderBlocks } from "../../src/core/report/terminal/render-blocks.ts";
import { width } from "../../src/core/report/terminal/text.ts";
import { approval, people, sceneTwoView } from "../../src/testing/scene-two.ts";
import { readMarkdown } from "./read-markdown.ts";

const shown = (markdown: string, room: Parameters<typeof renderBlocks>[1]) =>
  renderBlocks(readMarkdown(markdown), room);
const comment = renderComment(sceneTwoView([approval(people.owner, "2026-11-22T10:02:00Z", 11)]));

test("scene 2 as the demo shows it", () => {
  expect(shown(comment, { colour: false })).toMatchInlineSnapshot(`
    "🔴 High risk: waiting for DBA

    Next: dan or dora reviews the change and approves (step 2 of 2). After the merge test runs by
    itself, then prod when Project Owner or DBA starts it.

    1 statement (🔴 High) → Project Owner (✅ olga) → DBA (⏳ dan or dora) → merge → test (🟢 Low, by
    itself) → prod (🔴 High, by hand)

       Step           State        Who
    ─  ─────────────  ───────────  ──────────────────────────
    1  Project Owner  ✅ approved  olga, 2026-11-22 10:02 UTC
    2  DBA            ⏳ waiting   Waiting for dan or dora.

    Why 🔴 High? migrations/V002__add_age.sql:1 on prod (test_db @ mysql-prod): the rule “prod-is-high”.
    The heaviest verdict decides for the whole pull request.

    Where                What                            test    prod     Algorithm
    ───────────────────  ──────────────────────────────  ──────  ───────  ─────────
    V002__add_age.sql:1  ALTER TABLE t1: add column age  🟢 Low  🔴 High  INSTANT

    ▾ 2 findings: Adds a NOT NULL column without a default, Alters a table that is in use
      🟡 Adds a NOT NULL column without a default (migrations/V002__add_age.sql:1): The new column
      t1.age is NOT NULL and has no default.
      Why: Running code does not name the new column, so its INSERTs fail (error 1364); the rows that
      exist get an invented value such as 0.
      Instead: Give the column a DEFAULT, or add it as NULL, fill it, and set NOT NULL in a later
      migration.

      🟢 Alters a table that is in use (migrations/V002__add_age.sql:1): t1 is locked for a moment,
      behind whatever uses it.
      Why: Even an instant change waits for every open transaction on the table, and everybody else then
      waits behind it.
      Instead: Keep lock_wait_timeout small and retry, as Tollgate's rollout does; keep it away from
      long transactions.

    ▾ SQL: 1 statement
      migrations/V002__add_age.sql:1

          ALTER TABLE \`t1\` ADD COLUMN (\`age\` INT NOT NULL)

    Approvals hold for the migrations with digest 3f2a9c1b7de0, now at 8c1f0d2; other files may change
    freely. Check: tollgate: main.
    "
  `);
});

test("names come back as they were written, and nothing of them is obeyed", () => {
  const name = "a|`b`*c*_d_ <e> [f](g) @h #1 https://i \\ &#64;";
  expect(shown(`${code(name)} ${prose(name.replaceAll("`", ""))}`, { colour: false, columns: 200 })).toBe(
    `${name} ${name.replaceAll("`", "")}\n`,
  );
});

test("a narrow terminal wraps inside the table's columns", () => {
  const lines = shown(comment, { colour: false, columns: 60 }).split("\n");
  expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(60);
});

test("colour marks headings, code and differences", () => {
  const text = shown("## A\n\n`b`\n\n```diff\n+c\n-d\n e\n```", { colour: true });
  expect(text).toBe(
    "\u001b[1mA\u001b[0m\n\n\u001b[36mb\u001b[0m\n\n    \u001b[32m+c\u001b[0m\n    \u001b[31m-d\u001b[0m\n     e\n",
  );
});

test("a folded part may hold another", () => {
  const inner = "<details>\n<summary>b</summary>\n\nc\n\n</details>";
  const text = shown(`<details open>\n<summary>a</summary>\n\n${inner}\n\nd\n\n</details>\n\ne`, {
    colour: false,
  });
  expect(text).toBe("▾ a\n  ▾ b\n    c\n\n  d\n\ne\n");
});
