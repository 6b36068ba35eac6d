import { expect, it } from "vitest";
import type { Io } from "../io.ts";
import { explainCommand } from "./explain.ts";

async function explain(...args: string[]): Promise<string> {
  let printed = "";
  const out = (text: string) => {
    printed += text;
  };
  await explainCommand.run(args, { out } as Io);
  return printed;
}

it("explains one factor as the documentation does", async () => {
  expect(await explain("drop-column")).toMatchInlineSnapshot(`
    "## drop-column

    **Drops a column** · 60 points

    Running code that still names the column fails at once, and its values are gone.

    **Instead:** Stop reading and writing the column, deploy that, then drop it in a later migration.

    Raises it:

    \`\`\`sql
    ALTER TABLE users DROP COLUMN age;
    ALTER TABLE users DROP email, DROP age;
    \`\`\`

    Does not:

    \`\`\`sql
    ALTER TABLE users ADD COLUMN nick VARCHAR(50);
    ALTER TABLE users DROP INDEX by_email;
    \`\`\`

    - <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>
    "
  `);
});

it("lists them all, one on a line", async () => {
  const lines = (await explain()).trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(50);
  expect(lines).toContainEqual(expect.stringMatching(/^drop-column +60 {2}Drops a column$/));
});

it("knows what was meant", async () => {
  await expect(explain("drop-colum")).rejects.toMatchObject({ fix: "Did you mean `drop-column`?" });
});
