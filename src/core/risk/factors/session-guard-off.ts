import { strictModes } from "../../schema/session.ts";
import { isSwitchedOn, modesSet } from "../../schema/setting-value.ts";
import type { RiskFactor } from "../factor.ts";

export const sessionGuardOff: RiskFactor<"set-session"> = {
  id: "session-guard-off",
  title: "Switches a safeguard off",
  points: 60,
  why: "With the check off, later statements of the file let in orphans, cut values, or stay out of the binary log; nothing repairs that afterwards.",
  instead: "Leave the safeguards on, and fix what they complain about.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html"],
  examples: {
    risky: [
      "SET foreign_key_checks = 0",
      "SET SESSION sql_log_bin = OFF",
      "SET unique_checks = 0",
      "SET unique_checks = 1 - 1",
      "SET sql_mode = ''",
      "SET sql_mode = 'STRICT_TRANS_TABLES' = 'x'",
      "SET sql_mode = 'ANSI', @note = 'STRICT_TRANS_TABLES'",
      "SET autocommit = 0",
      "SET @@session.sql_safe_updates = 0",
      "INSERT /*+ SET_VAR(foreign_key_checks = 0) */ INTO orders (user_id, total) VALUES (99, 1)",
      "PREPARE later FROM 'DELETE /*+ SET_VAR(unique_checks = OFF) */ FROM notes WHERE id = 1'",
    ],
    safe: [
      "SET NAMES utf8mb4",
      "SET foreign_key_checks = 1",
      "SET foreign_key_checks = (2 - 1)",
      "SET sql_mode = 'NO_ZERO_DATE,' 'STRICT_ALL_TABLES'",
      "SET autocommit = ON",
      "SET sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE'",
      "SET @a = 0",
      "SELECT /*+ SET_VAR(sort_buffer_size = 16M) MAX_EXECUTION_TIME(1000) */ id FROM users",
    ],
  },
  kinds: ["set-session"],
  find({ clause: { variable, value, forStatement } }) {
    const name = variable.toLowerCase();
    const off = name === "sql_mode" ? !isStrict(value) : guards.has(name) && isSwitchedOn(value) !== true;
    if (!off) return undefined;
    return forStatement
      ? `${name} is changed while the statement runs.`
      : `${name} is changed for the statements that follow.`;
  },
};

const guards: ReadonlySet<string> = new Set([
  "foreign_key_checks",
  "unique_checks",
  "check_constraint_checks",
  "sql_log_bin",
  "sql_safe_updates",
  "autocommit",
]);

/** A mode that is put together from a variable is not known, so it does not count as strict. */
function isStrict(value: string): boolean {
  return modesSet(value)?.some((mode) => strictModes.has(mode)) ?? false;
}
