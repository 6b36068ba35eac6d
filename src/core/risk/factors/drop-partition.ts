import { quoteName, quoteTable } from "../../sql/write/quote.ts";
import type { RiskFactor } from "../factor.ts";

export const dropPartition: RiskFactor<"drop-partition" | "truncate-partition" | "exchange-partition"> = {
  id: "drop-partition",
  title: "Empties or exchanges partitions",
  points: 80,
  why: "The rows of the partition are gone as if the table had been truncated; an exchange swaps them with another table's.",
  instead: "Archive the partition's rows first, and check that nothing newer was written into it.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/partitioning-management-range-list.html"],
  examples: {
    risky: [
      "ALTER TABLE visits DROP PARTITION p2023",
      "ALTER TABLE visits TRUNCATE PARTITION p2023",
      "ALTER TABLE visits EXCHANGE PARTITION p2023 WITH TABLE old_visits",
    ],
    safe: ["ALTER TABLE visits ADD PARTITION (PARTITION p2025 VALUES LESS THAN (2026))"],
  },
  kinds: ["drop-partition", "truncate-partition", "exchange-partition"],
  find: ({ clause }) =>
    clause.kind === "exchange-partition"
      ? `A partition of ${clause.table} and ${clause.other.table} get each other's rows.`
      : `Partitions of ${clause.table} lose their rows.`,
  check({ clause: { kind, target, partitions } }) {
    if (kind === "exchange-partition") return undefined;
    const chosen = partitions === "all" ? "" : ` PARTITION (${partitions.map(quoteName).join(", ")})`;
    return `SELECT 1 FROM ${quoteTable(target)}${chosen} LIMIT 1`;
  },
};
