import type { RiskFactor } from "../factor.ts";
import { findNamed, sayLines } from "../references/find-named.ts";

export const maybeReferenced: RiskFactor = {
  id: "maybe-referenced",
  title: "Code seems to name it",
  points: 5,
  why: "Code in this repository holds the name of what the change takes away or narrows as an object-relational mapper would spell it, or without its table. It may mean something else.",
  instead: "Look at these lines. Where they mean it, change and deploy the code first.",
  links: ["https://martinfowler.com/bliki/ParallelChange.html"],
  examples: {
    risky: ["ALTER TABLE users DROP COLUMN age", "DROP TABLE old_visits"],
    safe: ["ALTER TABLE users DROP COLUMN email", "DROP TABLE notes"],
    code: `class User {
  id: bigint;
  age: number;
  visits: OldVisit[];
}
`,
  },
  find(change, context) {
    const named = findNamed(change, context);
    if (named === undefined || "unknown" in named || named.references.likely.count === 0) return undefined;
    return `Code seems to name ${named.what} ${sayLines(named.references.likely)}`;
  },
  places(change, context) {
    const named = findNamed(change, context);
    return named && "references" in named ? named.references.likely.first : [];
  },
};
