import type { RiskFactor } from "../factor.ts";

const systemSchemas = ["mysql", "sys", "performance_schema", "information_schema"];

export const systemTables: RiskFactor = {
  id: "system-tables",
  title: "Changes the server's own tables",
  points: 80,
  why: "What the server keeps in `mysql`, `sys` and the like decides who may log in and what it finds; a change there is neither checked nor undone.",
  instead:
    "Use the statement that is made for it (CREATE USER, GRANT, CREATE FUNCTION …), outside migrations.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/system-schema.html"],
  examples: {
    risky: ["UPDATE mysql.user SET Host = '%' WHERE User = 'root'", "DROP TABLE sys.sys_config"],
    safe: ["SELECT * FROM information_schema.tables"],
  },
  words: systemSchemas.map((name) => name.toUpperCase()),
  findInStatement({ tables }) {
    const touched = tables.find(
      ({ database = "", use }) => use !== "read" && systemSchemas.includes(database.toLowerCase()),
    );
    return touched && `${touched.database}.${touched.table} is changed.`;
  },
};
