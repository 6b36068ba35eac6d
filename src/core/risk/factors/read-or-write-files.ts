import type { RiskFactor } from "../factor.ts";

export const readOrWriteFiles: RiskFactor = {
  id: "read-or-write-files",
  title: "Reads or writes the server's files",
  points: 70,
  why: "LOAD DATA and INTO OUTFILE move data in or out past every review of its content.",
  instead: "Put the data into the migration, or load it by a reviewed job.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/load-data.html"],
  examples: {
    risky: ["LOAD DATA INFILE '/tmp/x' INTO TABLE t", "SELECT * FROM t INTO OUTFILE '/tmp/x'"],
    safe: ["INSERT INTO t (id) VALUES (1)"],
  },
  findInStatement: ({ changes, text }) =>
    changes.some(({ kind }) => kind === "load-data") || /\bINTO\s+(OUTFILE|DUMPFILE)\b/i.test(text)
      ? "A file on the server or the client is read or written."
      : undefined,
};
