import type { RiskFactor } from "../factor.ts";

export const sessionGuardOff: RiskFactor = {
  id: "session-guard-off",
  title: "Switches a safeguard off",
  points: 60,
  why: "With the check off, later statements of the file let in orphans, cut values, or stay out of the binary log; nothing repairs that afterwards.",
  instead: "Leave the safeguards on, and mend what they complain about.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html"],
  examples: {
    risky: [
      "SET foreign_key_checks = 0",
      "SET SESSION sql_log_bin = 0",
      "SET unique_checks = 0",
      "SET sql_mode = ''",
    ],
    safe: ["SET NAMES utf8mb4", "SET foreign_key_checks = 1"],
  },
  find: ({ kind }, { statement }) => {
    const guard = kind === "set-session" ? guardsOff.exec(statement.text)?.[1] : undefined;
    return guard === undefined ? undefined : `${guard} is switched off for what follows.`;
  },
};

const guardsOff =
  /\b(foreign_key_checks|unique_checks|sql_log_bin|sql_safe_updates|check_constraint_checks)\b`?\s*:?=\s*(?:0|off|false|'off')|\b(sql_mode)\b/i;
