import type { RiskFactor } from "../factor.ts";
import { findNamed, sayLines } from "../references/find-named.ts";

export const stillReferenced: RiskFactor = {
  id: "still-referenced",
  title: "Code still names it",
  points: 25,
  why: "Code in this repository names what the change takes away or narrows. Where that code runs, its statements fail the moment the migration has run. That no code is found proves nothing: other repositories, reports and people have queries too.",
  instead: "Change the code first, deploy it, and let the migration follow in a later pull request.",
  links: ["https://martinfowler.com/bliki/ParallelChange.html"],
  examples: {
    risky: [
      "ALTER TABLE users DROP COLUMN age",
      "ALTER TABLE users CHANGE age years INT",
      "ALTER TABLE users MODIFY age TINYINT",
      "DROP TABLE old_visits",
      "RENAME TABLE old_visits TO past_visits",
      "DROP VIEW adults",
      "DROP PROCEDURE tidy",
    ],
    safe: [
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
      "ALTER TABLE users MODIFY age BIGINT",
      "ALTER TABLE orders DROP COLUMN placed",
      "DROP TABLE notes",
    ],
    code: `await db.query("SELECT id, name FROM users WHERE users.age >= 18");
const visits = await load("old_visits");
await db.query("SELECT * FROM adults");
await db.query("CALL tidy()");
`,
  },
  find(change, context) {
    const named = findNamed(change, context);
    if (named === undefined) return undefined;
    if ("unknown" in named) return `Whether code still names ${named.what} is not known: ${named.unknown}`;
    const { certain } = named.references;
    return certain.count > 0 ? `Code names ${named.what} ${sayLines(certain)}` : undefined;
  },
  places(change, context) {
    const named = findNamed(change, context);
    return named && "references" in named ? named.references.certain.first : [];
  },
};
