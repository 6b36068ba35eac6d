import type { RiskFactor } from "../factor.ts";

export const wait: RiskFactor = {
  id: "wait",
  title: "Waits on purpose",
  points: 25,
  why: "SLEEP and BENCHMARK hold the session, and the locks and the snapshot that it has, for as long as they say.",
  instead: "Leave it out; what has to wait belongs in the pipeline.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/miscellaneous-functions.html"],
  examples: {
    risky: ["DO SLEEP(100)", "SELECT BENCHMARK(1000000000, SHA2('a', 256))"],
    safe: ["SELECT 1"],
  },
  findInStatement: ({ uses: { functions } }) =>
    functions.has("SLEEP") || functions.has("BENCHMARK") ? "The session is held on purpose." : undefined,
};
