import type { RiskFactor } from "../factor.ts";

export const distributedTransaction: RiskFactor = {
  id: "distributed-transaction",
  title: "Opens a distributed transaction",
  points: 40,
  why: "A prepared XA transaction keeps its locks, also over a restart, until somebody commits it by name.",
  instead: "Leave transactions across systems to the code that coordinates them.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/xa.html"],
  examples: {
    risky: ["XA START 'x'; XA END 'x'; XA ROLLBACK 'x'"],
    safe: ["START TRANSACTION"],
  },
  types: ["XA"],
  findInStatement: () => "An XA transaction is begun, prepared or ended.",
};
