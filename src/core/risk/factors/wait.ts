import type { RiskFactor } from "../factor.ts";

export const wait: RiskFactor = {
  id: "wait",
  title: "Waits on purpose",
  points: 25,
  why: "SLEEP, BENCHMARK and the functions that wait for another server hold the session, and the locks and the snapshot that it has, for as long as they say.",
  instead: "Leave it out; what has to wait belongs in the pipeline.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/miscellaneous-functions.html"],
  examples: {
    risky: [
      "DO SLEEP(100)",
      "SELECT BENCHMARK(1000000000, SHA2('a', 256))",
      "SELECT WAIT_FOR_EXECUTED_GTID_SET('', 1)",
    ],
    safe: ["SELECT 1"],
  },
  onlyWith: ["use"],
  findInStatement: ({ uses: { functions } }) =>
    waiting.some((name) => functions.has(name)) ? "The session is held on purpose." : undefined,
};

const waiting = [
  "SLEEP",
  "BENCHMARK",
  "WAIT_FOR_EXECUTED_GTID_SET",
  "SOURCE_POS_WAIT",
  "MASTER_POS_WAIT",
  "MASTER_GTID_WAIT",
  "WSREP_SYNC_WAIT_UPTO_GTID",
];
