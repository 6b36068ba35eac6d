import type { RiskFactor } from "../factor.ts";
import { withoutDefiner } from "../rewrites/leave-out.ts";

export const definer: RiskFactor = {
  id: "definer",
  title: "Runs with somebody else's privileges",
  points: 25,
  why: "A view or program with a DEFINER acts with that account's privileges for everybody who may call it, and fails once the account is gone (error 1449).",
  instead: "Use SQL SECURITY INVOKER, or leave the DEFINER out.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/stored-objects-security.html"],
  examples: {
    risky: ["CREATE DEFINER = 'root'@'%' VIEW everybody AS SELECT id FROM users"],
    safe: ["CREATE SQL SECURITY INVOKER VIEW everybody AS SELECT id FROM users"],
  },
  rewrite: withoutDefiner,
  onlyWith: ["use"],
  findInStatement: ({ source, uses }) =>
    source === "ddl" && uses.features.has("definer")
      ? "It acts with the privileges of the DEFINER that it names."
      : undefined,
};
