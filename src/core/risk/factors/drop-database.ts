import type { RiskFactor } from "../factor.ts";

export const dropDatabase: RiskFactor<"drop-database" | "create-database"> = {
  id: "drop-database",
  title: "Drops a database",
  points: 100,
  why: "Every table of the database is gone at once, and no ROLLBACK brings it back.",
  instead:
    "Take its privileges away first, wait until nobody misses it, keep a backup that was restored once, then drop it.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/drop-database.html"],
  examples: {
    risky: ["DROP DATABASE shop", "DROP SCHEMA IF EXISTS shop", "/*!50000 DROP DATABASE shop */"],
    safe: ["CREATE DATABASE shop"],
  },
  kinds: ["drop-database", "create-database"],
  find({ clause: { kind, condition, object } }) {
    const dropped = kind === "drop-database" || condition === "or-replace";
    return dropped ? `The database ${object} is dropped.` : undefined;
  },
};
