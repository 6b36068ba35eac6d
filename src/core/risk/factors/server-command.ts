import type { RiskFactor } from "../factor.ts";

export const serverCommand: RiskFactor<"server" | "replication"> = {
  id: "server-command",
  title: "Commands the server itself",
  points: 80,
  why: "FLUSH, RESET, PURGE, KILL, SHUTDOWN, replication and plugin commands act on the whole server, not on this database.",
  instead: "Run it by hand, with the operator who is on call.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/sql-server-administration-statements.html"],
  examples: {
    risky: [
      "SHUTDOWN",
      "FLUSH TABLES WITH READ LOCK",
      "INSTALL PLUGIN p SONAME 'p.so'",
      "RESET BINARY LOGS AND GTIDS",
      "KILL 7",
      "STOP REPLICA",
    ],
    safe: ["ANALYZE TABLE users"],
  },
  kinds: ["server", "replication"],
  find: (_, { statement }) => `${statement.type} acts on the whole server.`,
};
