import type { RiskFactor } from "../factor.ts";

export const dropPrimaryKey: RiskFactor<"drop-primary-key"> = {
  id: "drop-primary-key",
  title: "Drops the primary key",
  points: 50,
  why: "The table is copied with writes blocked, rows lose their identity, and row-based replication becomes slow.",
  instead: "Drop the old key and add the new one in the same ALTER TABLE.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE visits DROP PRIMARY KEY"],
    safe: ["ALTER TABLE users DROP INDEX by_email"],
  },
  kinds: ["drop-primary-key"],
  find: ({ clause }) => `${clause.table} loses its primary key.`,
};
