import type { RiskFactor } from "../factor.ts";
import { sayForeseen } from "../say-foreseen.ts";

export const statementRefused: RiskFactor = {
  id: "statement-refused",
  title: "Is never sent by a rollout",
  points: 100,
  blocks: true,
  why: "It would take away what a rollout rests on: that its ledger can be written and believed, that COMMIT commits, that no other rollout runs beside it. So a rollout refuses the whole file before its first statement.",
  instead: "Leave it out of the migration, or do it by hand.",
  links: [
    "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_completion_type",
    "https://dev.mysql.com/doc/refman/8.4/en/flush.html",
  ],
  examples: {
    risky: [
      "SET completion_type = 1",
      "SET @@session.sql_log_bin = 0",
      "SET gtid_next = 'AUTOMATIC'",
      "SET NAMES swe7",
      "XA START 'x'; XA END 'x'; XA ROLLBACK 'x'",
      "COMMIT RELEASE",
      "FLUSH TABLES WITH READ LOCK",
      "LOCK INSTANCE FOR BACKUP",
      "DO RELEASE_ALL_LOCKS()",
      "KILL 7",
      "DROP TABLE IF EXISTS tollgate_ledger",
    ],
    safe: ["SET NAMES utf8mb4", "FLUSH TABLES", "DO RELEASE_LOCK('x')", "COMMIT"],
  },
  onlyWith: ["foreseen"],
  findInStatement: (_, context) => sayForeseen(context, "statement-refused"),
};
