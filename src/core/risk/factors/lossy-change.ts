import type { RiskFactor } from "../factor.ts";

export const lossyChange: RiskFactor = {
  id: "lossy-change",
  title: "Changes stored values",
  points: 60,
  why: "Values that do not fit the new type are cut, rounded or refused: in strict mode the migration fails half way, otherwise data is lost in silence.",
  instead:
    "Count the rows that do not fit first; or add a new column, copy with an explicit conversion, and switch.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE t MODIFY v VARCHAR(5)"],
    safe: ["ALTER TABLE t ADD COLUMN z INT"],
  },
  find: ({ kind, table, column, dataLoss }) => {
    if (dataLoss === "none" || !conversions.has(kind)) return undefined;
    const what = column === undefined ? table : `${table}.${column}`;
    return dataLoss === "lossy"
      ? `Stored values of ${what} may be changed or refused by the new definition.`
      : `Whether stored values of ${what} survive cannot be told, because the old definition is not known.`;
  },
};

const conversions: ReadonlySet<string> = new Set([
  "modify-column",
  "rename-column",
  "convert-charset",
  "change-engine",
]);
