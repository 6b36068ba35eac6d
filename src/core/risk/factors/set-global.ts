import type { DescribedStatement } from "../../change/change.ts";
import type { RiskFactor } from "../factor.ts";

export const setGlobal: RiskFactor = {
  id: "set-global",
  title: "Changes the server for everybody",
  points: 80,
  why: "SET GLOBAL and SET PERSIST change every session of every application, and outlive the migration.",
  instead: "Change the server's configuration where it is kept, not in a migration.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/set-variable.html"],
  examples: {
    risky: [
      "SET GLOBAL max_connections = 10",
      "SET PERSIST sql_mode = ''",
      "SET @@global.read_only = 1",
      "SET GLOBAL TRANSACTION ISOLATION LEVEL SERIALIZABLE",
    ],
    safe: ["SET @a = 1", "SET NAMES utf8mb4"],
  },
  onlyWith: ["set-global", "use"],
  findInStatement(statement) {
    const isolation = statement.uses.features.has("global-transaction");
    const what = firstSetting(statement) ?? (isolation ? "the isolation of transactions" : undefined);
    return what && `A setting of the whole server changes: ${what}.`;
  },
};

function firstSetting({ changes }: DescribedStatement): string | undefined {
  for (const { clause } of changes) if (clause.kind === "set-global") return clause.variable;
  return undefined;
}
