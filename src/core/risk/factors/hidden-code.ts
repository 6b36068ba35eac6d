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
    safe: ["ALTER TABLE users ADD a INT /* for reports */", "/*!40101 SET NAMES utf8mb4 */"],
  },
  findInStatement: ({ hidden, changes }) =>
    hidden && changes.some(({ kind }) => kind !== "set-session")
      ? "Some of the statement stands in an executable comment."
      : undefined,
};
