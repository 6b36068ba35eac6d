import type { RiskFactor } from "../factor.ts";

export const hideIndex: RiskFactor<"index-visibility"> = {
  id: "hide-index",
  title: "Makes an index invisible",
  points: 10,
  why: "Queries that used it read the whole table until it is visible again.",
  instead:
    "Watch the slow queries while it is invisible, and keep the statement that brings it back at hand.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html"],
  examples: {
    risky: ["ALTER TABLE users ALTER INDEX by_email INVISIBLE"],
    safe: ["ALTER TABLE users RENAME INDEX by_email TO by_mail"],
  },
  kinds: ["index-visibility"],
  find: ({ clause: { table, index, visibility } }) =>
    visibility === "INVISIBLE" || visibility === "IGNORED"
      ? `The optimizer no longer uses ${table}.${index}.`
      : undefined,
};
