import { canBeAsked } from "../checks/can-be-asked.ts";
import { columnsOf, findUnkeyed } from "../checks/find-duplicates.ts";
import type { RiskFactor } from "../factor.ts";

export const addPrimaryKey: RiskFactor<"add-primary-key"> = {
  id: "add-primary-key",
  title: "Adds a primary key",
  points: 40,
  why: "The table is rebuilt around the new key, and duplicates or NULLs make the migration fail.",
  instead: "Look for duplicates and NULLs first; on a large table use an online schema change tool.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE notes ADD PRIMARY KEY (id)", "ALTER TABLE notes MODIFY id BIGINT PRIMARY KEY"],
    safe: ["CREATE TABLE fresh (id INT PRIMARY KEY)"],
  },
  kinds: ["add-primary-key"],
  find: ({ clause }) => `The rows of ${clause.table} must be unique by the new primary key.`,
  check: ({ clause: { target, indexDefinition } }, context) =>
    canBeAsked(target, columnsOf(indexDefinition.parts), context)
      ? findUnkeyed(target, indexDefinition.parts, context.statement.mode)
      : undefined,
};
