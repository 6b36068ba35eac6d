import type { RiskFactor } from "../factor.ts";

const functions = [
  ...["UUID", "UUID_SHORT", "RAND", "SYSDATE", "RANDOM_BYTES", "LOAD_FILE", "CONNECTION_ID"],
  ...["USER", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER"],
];

export const notRepeatableValue: RiskFactor = {
  id: "not-repeatable-value",
  title: "Writes values that differ on each server",
  points: 15,
  why: "With statement-based replication every replica computes its own UUID(), RAND() or SYSDATE(), and the data drifts apart.",
  instead: "Compute the values once, in the code or in the migration's text.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/replication-rbr-safe-unsafe.html"],
  examples: {
    risky: [
      "UPDATE users SET age = FLOOR(RAND() * 100) WHERE id = 1",
      "INSERT INTO notes (id, body) VALUES (1, UUID())",
      "INSERT INTO notes (id, body) VALUES (1, USER())",
      "INSERT INTO notes (id, body) VALUES (1, @@hostname)",
      "ALTER TABLE users ADD token VARCHAR(36) DEFAULT (UUID())",
      "ALTER TABLE users ALTER COLUMN email SET DEFAULT (UUID())",
      "ALTER TABLE users MODIFY email VARCHAR(255) DEFAULT (UUID())",
    ],
    safe: ["SELECT UUID()", "INSERT INTO notes (body) VALUES (NOW())"],
  },
  onlyWith: ["use"],
  kinds: ["insert", "replace", "update", "delete", "add-column", "change-default", "modify-column"],
  find: ({ clause: { table } }, { statement }) =>
    functions.some((name) => statement.uses.functions.has(name)) ||
    statement.uses.features.has("own-variable")
      ? `The values that ${table} gets differ from server to server.`
      : undefined,
};
