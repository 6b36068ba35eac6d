import type { RiskFactor } from "../factor.ts";

export const changeEngine: RiskFactor<"change-engine"> = {
  id: "change-engine",
  title: "Changes the storage engine",
  points: 60,
  why: "BLACKHOLE, MEMORY and CSV lose the rows, MyISAM loses transactions; the table is copied with writes blocked.",
  instead: "Stay with InnoDB; where another engine is meant, fill a new table.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/storage-engines.html"],
  examples: {
    risky: ["ALTER TABLE notes ENGINE = BLACKHOLE", "ALTER TABLE notes ENGINE = MyISAM"],
    safe: ["CREATE TABLE fresh (id INT PRIMARY KEY) ENGINE = InnoDB"],
  },
  kinds: ["change-engine"],
  find: ({ clause: { table, options } }) =>
    options.get("ENGINE")?.toLowerCase() === "innodb"
      ? undefined
      : `${table} moves to another storage engine.`,
};
