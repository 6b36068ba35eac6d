import type { RiskFactor } from "../factor.ts";

export const changeView: RiskFactor<"drop-view" | "alter-view" | "create-view"> = {
  id: "change-view",
  title: "Changes or drops a view",
  points: 25,
  why: "Code that reads the view meets other columns, or none, the moment it runs.",
  instead: "Create the new view beside the old one, move the readers, then drop the old one.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-view.html"],
  examples: {
    risky: [
      "DROP VIEW adults",
      "CREATE OR REPLACE VIEW adults AS SELECT 1 AS id",
      "ALTER VIEW adults AS SELECT 1 AS id",
    ],
    safe: ["CREATE VIEW children AS SELECT id FROM users"],
  },
  kinds: ["drop-view", "alter-view", "create-view"],
  find: ({ clause: { kind, condition, definer, within, table } }) =>
    kind !== "create-view" || condition === "or-replace"
      ? `The view ${definer ?? within ?? table} is changed or dropped.`
      : undefined,
};
