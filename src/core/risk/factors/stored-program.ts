import type { RiskFactor } from "../factor.ts";

export const storedProgram: RiskFactor = {
  id: "stored-program",
  title: "Changes code that runs in the database",
  points: 30,
  why: "A trigger, an event or a routine works unseen at each later write or hour, and its errors appear there.",
  instead:
    "Read its body as you read a migration; prefer code that is deployed and rolled back with the application.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/stored-programs-defining.html"],
  examples: {
    risky: [
      "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
      "DROP TRIGGER x",
      "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t WHERE a < 1",
      "DROP PROCEDURE p",
      "CREATE PROCEDURE p() SELECT 1",
    ],
    safe: ["CREATE VIEW v AS SELECT 1"],
  },
  find: ({ kind, object, deferred }) =>
    !deferred && programs.test(kind) ? `Code in the database changes: ${object ?? "unnamed"}.` : undefined,
};

const programs = /^(create|alter|drop)-(trigger|event|routine)$/;
