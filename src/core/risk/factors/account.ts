import type { RiskFactor } from "../factor.ts";

export const account: RiskFactor<"account"> = {
  id: "account",
  title: "Changes an account",
  points: 60,
  why: "A new or changed account is a way in; a password in a migration is a password in the repository.",
  instead: "Manage accounts outside migrations, without passwords in text.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-user.html"],
  examples: {
    risky: [
      "CREATE USER clerk IDENTIFIED BY 'pw'",
      "DROP USER reader",
      "ALTER USER reader ACCOUNT LOCK",
      "SET PASSWORD FOR reader = 'pw'",
    ],
    safe: ["CREATE TABLE fresh (id INT PRIMARY KEY)"],
  },
  kinds: ["account"],
  find: (_, { statement }) => `${statement.type} changes an account or a role.`,
};
