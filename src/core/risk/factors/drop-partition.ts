import type { RiskFactor } from "../factor.ts";

export const dropPartition: RiskFactor = {
  id: "drop-partition",
  title: "Removes or exchanges partitions",
  points: 80,
  why: "The rows of the partition are gone as if the table had been truncated; an exchange swaps them with another table's.",
  instead:
    "Archive the partition's rows first; check that nothing later than the boundary was written into it.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/partitioning-management-range-list.html"],
  examples: {
    risky: [
      "ALTER TABLE t DROP PARTITION p0",
      "ALTER TABLE t TRUNCATE PARTITION p0",
      "ALTER TABLE t EXCHANGE PARTITION p0 WITH TABLE u",
    ],
    safe: ["ALTER TABLE t ADD PARTITION (PARTITION p9 VALUES LESS THAN (100))"],
  },
  find: (change) =>
    kinds.has(change.kind) ? `Rows of partitions of ${change.table} are removed or exchanged.` : undefined,
};

const kinds: ReadonlySet<string> = new Set(["drop-partition", "truncate-partition", "exchange-partition"]);
