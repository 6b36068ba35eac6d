import { findHomeless } from "../checks/find-homeless.ts";
import type { RiskFactor } from "../factor.ts";

export const repartition: RiskFactor<"partition-by" | "remove-partitioning" | "reorganize-partition"> = {
  id: "repartition",
  title: "Changes how the table is partitioned",
  points: 40,
  grows: true,
  why: "All rows move: the table is copied with writes blocked, and one that no partition takes makes the migration fail (error 1526).",
  instead: "Use an online schema change tool, or partition an empty copy and move the rows.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/partitioning-management.html"],
  examples: {
    risky: [
      "ALTER TABLE notes PARTITION BY HASH (id) PARTITIONS 4",
      "ALTER TABLE old_visits PARTITION BY RANGE (YEAR(seen)) (PARTITION p2023 VALUES LESS THAN (2024), PARTITION p2024 VALUES LESS THAN (2025))",
      "ALTER TABLE visits REMOVE PARTITIONING",
    ],
    safe: ["ALTER TABLE users ADD INDEX (age)"],
  },
  kinds: ["partition-by", "remove-partitioning", "reorganize-partition"],
  find: ({ clause: { table } }) => `The rows of ${table} move between partitions.`,
  check: ({ clause }, { statement }) =>
    clause.kind === "partition-by" ? findHomeless(clause.target, statement) : undefined,
};
