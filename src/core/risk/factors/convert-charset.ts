import { findConversionLoss } from "../checks/find-conversion-loss.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const convertCharset: RiskFactor<"convert-charset"> = {
  id: "convert-charset",
  title: "Converts the character set",
  points: 40,
  why: "The table is copied with writes blocked; values may be lost, keys become too long (error 1071) or equal (error 1062).",
  instead: "Try it on a copy first; on a large table use an online schema change tool.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/charset-conversion.html"],
  examples: {
    risky: ["ALTER TABLE users CONVERT TO CHARACTER SET latin1"],
    safe: ["ALTER TABLE users DEFAULT CHARACTER SET utf8mb4"],
  },
  kinds: ["convert-charset"],
  find: ({ clause }) => `Every text value of ${clause.table} is converted.`,
  check({ clause: { target, options } }, context) {
    const table = knownTable(target, context);
    return table?.complete
      ? findConversionLoss(target, table, { options, engine: context.statement.mode.engine })
      : undefined;
  },
};
