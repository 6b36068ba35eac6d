import { kindsTo } from "../../sql/clause-facts.ts";
import type { RiskFactor } from "../factor.ts";

export const storedProgram: RiskFactor = {
  id: "stored-program",
  title: "Changes code that runs in the database",
  points: 30,
  why: "A trigger, an event or a routine works unseen at each later write or hour, its errors appear there, and triggers stop online schema change tools.",
  instead:
    "Read its body as you read a migration; prefer code that is deployed and rolled back with the application.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/stored-programs-defining.html"],
  examples: {
    risky: [
      "CREATE TRIGGER loud BEFORE INSERT ON notes FOR EACH ROW SET NEW.body = UPPER(NEW.body)",
      "DROP TRIGGER stamp",
      "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM visits WHERE id < 1",
      "DROP PROCEDURE tidy",
      "CREATE PROCEDURE count_users() SELECT COUNT(*) FROM users",
    ],
    safe: ["CREATE VIEW children AS SELECT id FROM users"],
  },
  kinds: kindsTo("routine", "trigger", "event"),
  find: ({ clause }) =>
    clause.deferred || !("object" in clause) ? undefined : `Code in the database changes: ${clause.object}.`,
};
