import type { RiskFactor } from "../factor.ts";

export const opaqueStatement: RiskFactor<"prepared" | "call"> = {
  id: "opaque-statement",
  title: "Runs SQL that cannot be seen here",
  points: 80,
  why: "PREPARE, EXECUTE and CALL run text that is put together elsewhere; nobody can review it in this pull request.",
  instead: "Write the statements out.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/sql-prepared-statements.html"],
  examples: {
    risky: ["SET @text = 'SELECT 1'; PREPARE s FROM @text; EXECUTE s", "CALL tidy()"],
    safe: ["SELECT 1"],
  },
  kinds: ["prepared", "call"],
  find: (_, { statement }) => `What ${statement.type} runs cannot be seen here.`,
};
