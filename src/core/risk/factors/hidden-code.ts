import type { Clause } from "../../sql/clause.ts";
import type { RiskFactor } from "../factor.ts";

export const hiddenCode: RiskFactor = {
  id: "hidden-code",
  title: "Hides code in a comment",
  points: 60,
  why: "The server runs what stands in `/*! … */`, and a reviewer takes it for a comment.",
  instead: "Write the code as code.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/comments.html"],
  examples: {
    risky: ["/*!50000 DROP TABLE notes */", "ALTER TABLE users ADD a INT /*!80000 , DROP COLUMN age */"],
    safe: [
      "ALTER TABLE users ADD a INT /* for reports */",
      "/*!40101 SET NAMES utf8mb4 */",
      "/*!40000 ALTER TABLE users DISABLE KEYS */",
      "CREATE TABLE fresh (id INT PRIMARY KEY) /*! DEFAULT CHARSET = utf8mb4 */",
    ],
  },
  onlyWith: ["hidden-code"],
  findInStatement: ({ hidden, changes }) =>
    hidden && changes.some(({ clause, isPart }) => !isPart && !isDumped(clause))
      ? "Some of the statement stands in an executable comment."
      : undefined,
};

/** What dumps hide for the sake of old servers; a new table is weighed by what it is. */
function isDumped(clause: Clause): boolean {
  if (clause.kind === "create-table") return clause.condition !== "or-replace";
  return clause.kind === "set-session" || clause.kind === "keys-on-off";
}
