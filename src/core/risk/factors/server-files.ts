import type { RiskFactor } from "../factor.ts";

export const serverFiles: RiskFactor = {
  id: "server-files",
  title: "Reads or writes files",
  points: 70,
  why: "LOAD DATA, INTO OUTFILE and LOAD_FILE move data in or out past every review of its content.",
  instead: "Put the data into the migration, or load it by a reviewed job.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/load-data.html"],
  examples: {
    risky: [
      "LOAD DATA INFILE '/tmp/x' INTO TABLE notes",
      "SELECT * FROM users INTO OUTFILE '/tmp/x'",
      "INSERT INTO notes (id, body) VALUES (1, LOAD_FILE('/etc/passwd'))",
    ],
    safe: ["INSERT INTO notes (id) VALUES (1)"],
  },
  onlyWith: ["load-data", "use"],
  findInStatement: ({ changes, uses }) =>
    changes.some(({ clause }) => clause.kind === "load-data") ||
    uses.features.has("writes-file") ||
    uses.functions.has("LOAD_FILE")
      ? "A file of the server or the client is read or written."
      : undefined,
};
