import type { RiskFactor } from "../factor.ts";

export const changeEngine: RiskFactor = {
  id: "change-engine",
  title: "Changes the storage engine",
  points: 60,
  why: "BLACKHOLE, MEMORY and CSV lose the rows, MyISAM loses transactions; the table is copied with writes blocked.",
  instead: "Stay with InnoDB; copy into a new table where another engine is meant.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/storage-engines.html"],
  examples: {
    risky: ["ALTER TABLE t ENGINE = BLACKHOLE"],
    safe: ["CREATE TABLE t (id INT PRIMARY KEY) ENGINE = InnoDB"],
  },
  find: ({ kind, table, dataLoss }) =>
    kind === "change-engine" && dataLoss !== "none" ? `${table} moves to another storage engine.` : undefined,
};
