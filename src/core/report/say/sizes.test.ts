import { describe, expect, it } from "vitest";
import { aTable } from "../../../testing/a-snapshot.ts";
import { onBoth, onProd, verdictBySize } from "../../../testing/verdict-by-size.ts";
import type { Statistics } from "../../schema/known-statistics.ts";
import { renderComment } from "../comment/render-comment.ts";
import { renderTerminal } from "../terminal/render-terminal.ts";
import { saySize } from "./size.ts";

it.each([
  [{ rows: 0, bytes: 0 }, "0 rows, 0 B"],
  [{ rows: 1, bytes: 999 }, "1 row, 999 B"],
  [{ rows: 8000, bytes: 16_384 }, "8,000 rows, 16.4 kB"],
  [{ rows: 1_234_567, bytes: 999_960_000 }, "1,234,567 rows, 1 GB"],
  [{ rows: 5_000_000_000, bytes: 2 ** 53 - 1 }, "5,000,000,000 rows, 9 PB"],
])("says %j as people do", (size, said) => {
  expect(saySize(size)).toBe(said);
});

const script = "ALTER TABLE users MODIFY age BIGINT; INSERT INTO users (id) SELECT id FROM orders";

function comment(sql: string, statistics: Statistics | undefined): string[] {
  const environments = [
    { name: "test", rollout: "automatic", dispatch: [] },
    { name: "prod", rollout: "manual", dispatch: [] },
  ] as const;
  const view = { approval: undefined, roles: new Map(), gate: undefined, head: undefined, merged: false };
  const more = { files: undefined, details: undefined, sections: [] };
  const assessment = verdictBySize(sql, statistics);
  const lines = renderComment({ ...view, ...more, environments, assessment }).split("\n");
  return lines.filter((line) => /\*\*(Why|Sizes)/.test(line));
}

describe("the comment", () => {
  it("says how large each table is, as of when, which points that takes off, and how to lower the rest", () => {
    expect(
      comment("ALTER TABLE users MODIFY age BIGINT", onBoth({ users: aTable(8000) })),
    ).toMatchInlineSnapshot(`
      [
        "**Why 🟢 Low?** \`migrations/V2__change.sql:1\` on **prod** (\`shop @ mysql-prod\`): its score is 15 of 100 (\`copy-alter\` 10 of 40, \`metadata-lock\` 5; the largest table has 8,000 rows, 800 kB as of 2026-11-20 03:00 UTC). The heaviest verdict decides for the whole pull request. To lower it: Use an online schema change tool (gh-ost, pt-online-schema-change), or a form of the change that is INSTANT or INPLACE.",
        "**Sizes on test** as of 2026-11-20 03:00 UTC: \`users\` 8,000 rows, 800 kB.<br/>**Sizes on prod** as of 2026-11-20 03:00 UTC: \`users\` 8,000 rows, 800 kB.",
      ]
    `);
  });

  it("says which size is not known", () => {
    expect(comment(script, onProd({ users: aTable(8000) }))).toMatchInlineSnapshot(`
      [
        "**Why 🟢 Low?** \`migrations/V2__change.sql:1\` on **test** (\`shop @ mysql-test\`): its score is 23 of 100 (half of \`copy-alter\` 40, \`metadata-lock\` 5). The heaviest verdict decides for the whole pull request. To lower it: Use an online schema change tool (gh-ost, pt-online-schema-change), or a form of the change that is INSTANT or INPLACE.",
        "**Sizes on test** are not known and count as large: test.json is not JSON.<br/>**Sizes on prod** as of 2026-11-20 03:00 UTC: \`users\` 8,000 rows, 800 kB; \`orders\` not known, so it counts as large.",
      ]
    `);
  });

  it("counts the points of each factor where no size is looked up", () => {
    expect(comment("ALTER TABLE users DROP age", undefined)).toMatchInlineSnapshot(`
      [
        "**Why 🔴 High?** \`migrations/V2__change.sql:1\` on **prod** (\`shop @ mysql-prod\`): its score is 65 of 100 (\`drop-column\` 60, \`metadata-lock\` 5). The heaviest verdict decides for the whole pull request. To lower it: Stop reading and writing the column, deploy that, then drop it in a later migration.",
      ]
    `);
  });

  it("shows names that databases give as plain text", () => {
    const evil = "a`|@mona<b>";
    const sql = `ALTER TABLE \`${evil.replace("`", "``")}\` ENGINE = MyISAM`;
    const [, sizes] = comment(sql, onProd({ [evil]: aTable(3) }));
    expect(sizes).toMatchInlineSnapshot(
      `"**Sizes on test** are not known and count as large: test.json is not JSON.<br/>**Sizes on prod** as of 2026-11-20 03:00 UTC: <code>a&#96;&#124;&#64;mona&#60;b&#62;</code> 3 rows, 300 B."`,
    );
  });
});

it("is said at the terminal too", () => {
  const assessment = verdictBySize(script, onBoth({ users: aTable(8000), orders: aTable(90_000) }));
  const lines = renderTerminal(assessment, { colour: false }).split("\n");
  expect(lines.slice(0, 6)).toMatchInlineSnapshot(`
    [
      "Low risk: no approval needed",
      "",
      "Low because of migrations/V2__change.sql:1 on prod (shop @ mysql-prod): the score is 15 of 100",
      "(\`copy-alter\` 10 of 40, \`metadata-lock\` 5; the largest table has 8,000 rows, 800 kB as of 2026-11-20",
      "03:00 UTC). To lower it: Use an online schema change tool (gh-ost, pt-online-schema-change), or a",
      "form of the change that is INSTANT or INPLACE.",
    ]
  `);
  expect(lines.slice(-5)).toMatchInlineSnapshot(`
    [
      "Sizes on test as of 2026-11-20 03:00 UTC: users 8,000 rows, 800 kB; orders 90,000 rows, 9 MB.",
      "Sizes on prod as of 2026-11-20 03:00 UTC: users 8,000 rows, 800 kB; orders 90,000 rows, 9 MB.",
      "",
      "Digest d.",
      "",
    ]
  `);
});
