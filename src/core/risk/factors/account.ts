import type { RiskFactor } from "../factor.ts";

export const account: RiskFactor = {
  id: "account",
  title: "Changes an account",
  points: 60,
  why: "A new or changed account is a way in; a password in a migration is a password in the repository.",
  instead: "Manage accounts outside migrations, without passwords in text.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-user.html"],
  examples: {
    risky: ["CREATE USER u IDENTIFIED BY 'pw'", "DROP USER u", "ALTER USER u ACCOUNT LOCK"],
    safe: ["CREATE TABLE t (id INT PRIMARY KEY)"],
  },
  find: (change) =>
    change.kind === "account" ? `An account or role changes: ${change.object ?? "unnamed"}.` : undefined,
};
