import type { RiskFactor } from "../factor.ts";

export const discardTablespace: RiskFactor<"tablespace"> = {
  id: "discard-tablespace",
  title: "Discards a table's file",
  points: 80,
  why: "DISCARD TABLESPACE deletes the table's data file; the rows come back only by importing one.",
  instead: "Move rows by statements or by a backup tool, and leave the files to the server.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-table-import.html"],
  examples: {
    risky: ["ALTER TABLE notes DISCARD TABLESPACE"],
    safe: ["ALTER TABLE notes ADD INDEX (id)", "ALTER TABLE notes TABLESPACE innodb_system"],
  },
  kinds: ["tablespace"],
  find: ({ clause: { table, changes } }) =>
    changes === "file" ? `The data file of ${table} is taken away or replaced.` : undefined,
};
