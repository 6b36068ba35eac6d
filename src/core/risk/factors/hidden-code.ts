import type { RiskFactor } from "../factor.ts";

export const hiddenCode: RiskFactor = {
  id: "hidden-code",
  title: "Hides code in a comment",
  points: 60,
  why: "The server runs what stands in `/*! … */`, and a reviewer takes it for a comment.",
  instead: "Write the code as code.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/comments.html"],
  examples: {
    risky: ["/*!50000 DROP TABLE t */", "ALTER TABLE t ADD a INT /*!80000 , DROP COLUMN b */"],
    safe: ["ALTER TABLE t ADD a INT /* for reports */"],
  },
  findInStatement: ({ hidden }) =>
    hidden ? "Some of the statement stands in an executable comment." : undefined,
};
