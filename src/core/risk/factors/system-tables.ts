import { databaseBeside } from "../../schema/names.ts";
import type { RiskFactor } from "../factor.ts";

const systemSchemas: ReadonlySet<string> = new Set([
  "mysql",
  "sys",
  "performance_schema",
  "information_schema",
]);

export const systemTables: RiskFactor = {
  id: "system-tables",
  title: "Changes the server's own tables",
  points: 80,
  why: "What the server keeps in `mysql`, `sys` and the like decides who may log in and what it finds; a change there is neither checked nor undone.",
  instead:
    "Use the statement that is made for it (CREATE USER, GRANT, CREATE FUNCTION …), outside migrations.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/system-schema.html"],
  examples: {
    risky: [
      "USE mysql; UPDATE user SET Host = '%' WHERE User = 'root'",
      "UPDATE mysql.user SET Host = '%' WHERE User = 'root'",
      "DROP TABLE sys.sys_config",
    ],
    safe: ["SELECT * FROM information_schema.tables"],
  },
  onlyWith: ["database"],
  findInStatement({ tables, scope }) {
    for (const table of tables) {
      const database = table.use === "read" ? undefined : databaseBeside(table, scope);
      if (database !== undefined && systemSchemas.has(database.toLowerCase()))
        return `${database}.${table.table} is changed.`;
    }
    return undefined;
  },
};
