import type { RiskFactor } from "../factor.ts";
import { inInnodb } from "../rewrites/leave-out.ts";

export const unusualStorage: RiskFactor<"create-table"> = {
  id: "unusual-storage",
  title: "Creates a table outside InnoDB",
  points: 40,
  why: "Other engines lose rows on a crash (MyISAM), on a restart (MEMORY), at once (BLACKHOLE), or keep them on another server (FEDERATED); DATA DIRECTORY puts them where backups may not look.",
  instead: "Use InnoDB, in the server's own directory.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/storage-engines.html"],
  examples: {
    risky: [
      "CREATE TABLE far (id INT PRIMARY KEY) ENGINE = FEDERATED CONNECTION = 'mysql://far/shop/far'",
      "CREATE TABLE fast (id INT PRIMARY KEY) ENGINE = MEMORY",
      "CREATE TABLE fresh (id INT PRIMARY KEY) DATA DIRECTORY = '/tmp'",
    ],
    safe: [
      "CREATE TABLE fresh (id INT PRIMARY KEY) ENGINE = InnoDB",
      "CREATE TABLE fresh (id INT PRIMARY KEY)",
      "CREATE TEMPORARY TABLE fast (id INT) ENGINE = MEMORY",
    ],
  },
  rewrite: inInnodb,
  kinds: ["create-table"],
  find({ clause: { table, tableDefinition }, temporary }) {
    if (temporary) return undefined;
    const engine = tableDefinition.options.get("ENGINE") ?? "InnoDB";
    if (engine.toLowerCase() !== "innodb") return `The new table ${table} is kept by ${engine}.`;
    const elsewhere = outside.find((option) => tableDefinition.options.has(option));
    return elsewhere === undefined ? undefined : `The new table ${table} is kept elsewhere: ${elsewhere}.`;
  },
};

const outside = ["CONNECTION", "DATA DIRECTORY", "INDEX DIRECTORY", "TABLESPACE"];
