import { keyOf } from "../../schema/names.ts";
import { changesWhatIsThere } from "../changes-what-is-there.ts";
import type { RiskFactor } from "../factor.ts";

export const halfDone: RiskFactor = {
  id: "half-done",
  title: "Is one of several changes that cannot be undone together",
  points: 3,
  why: "MySQL commits around each DDL statement: where a later statement of the migration fails, the earlier ones stay, and code meets a schema that nobody has tested.",
  instead: "One change of the schema, or of the data, in each migration.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html"],
  examples: {
    risky: [
      "ALTER TABLE users ADD nick VARCHAR(50); ALTER TABLE notes ADD size INT",
      "UPDATE users SET age = 1 WHERE id = 1; ALTER TABLE users ADD nick VARCHAR(50)",
      "ALTER TABLE users ADD nick VARCHAR(50); UPDATE users SET nick = 'a' WHERE id = 1",
    ],
    safe: [
      "CREATE TABLE fresh (id INT PRIMARY KEY); INSERT INTO fresh (id) VALUES (1); ALTER TABLE users ADD nick INT",
      "UPDATE users SET age = 1 WHERE id = 1; UPDATE users SET age = 2 WHERE id = 2",
      "ALTER TABLE users ADD nick VARCHAR(50), ADD size INT",
    ],
  },
  onlyWith: ["change-before"],
  findInStatement(statement, { changedBefore, alteredBefore }) {
    const before = changedBefore[0];
    if (before === undefined) return undefined;
    const afterDdl = changedBefore.includes("ddl");
    const told = afterDdl && changedBefore.length > 1;
    if (told || (statement.source === "dml" && !afterDdl)) return undefined;
    const again = statement.changes.some(
      ({ clause: { target } }) => target && alteredBefore.has(keyOf(target, statement.scope)),
    );
    if (again || !changesWhatIsThere(statement)) return undefined;
    return before === "dml"
      ? "If this or a later statement fails, the data that the migration changed before stays changed."
      : "If this or a later statement fails, what the migration altered before stays altered.";
  },
};
