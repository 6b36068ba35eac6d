import type { RiskFactor } from "../factor.ts";

export const loadLibrary: RiskFactor = {
  id: "load-library",
  title: "Loads code into the server",
  points: 90,
  why: "A loadable function runs machine code inside the server, with all that the server may do.",
  instead: "Install it with the server's packages, by an operator.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-function-loadable.html"],
  examples: {
    risky: ["CREATE FUNCTION hack RETURNS STRING SONAME 'hack.so'"],
    safe: ["CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1"],
  },
  onlyWith: ["use"],
  findInStatement: ({ uses }) =>
    uses.features.has("loads-library") ? "A library is loaded into the server." : undefined,
};
