import { findRow } from "../checks/find-row.ts";
import type { RiskFactor } from "../factor.ts";
import { addWithDefault } from "../rewrites/add-with-default.ts";

export const addRequiredColumn: RiskFactor<"add-column"> = {
  id: "add-required-column",
  title: "Adds a NOT NULL column without a default",
  points: 40,
  why: "Running code does not name the new column, so its INSERTs fail (error 1364); the rows that exist get an invented value such as 0, and where no date can be invented the migration fails (error 1292).",
  instead: "Give the column a DEFAULT, or add it as NULL, fill it, and set NOT NULL in a later migration.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html"],
  examples: {
    risky: [
      "ALTER TABLE `users` ADD COLUMN (`size` INT NOT NULL)",
      "ALTER TABLE users ADD born DATETIME NOT NULL",
    ],
    safe: [
      "ALTER TABLE users ADD size INT NOT NULL DEFAULT 0",
      "ALTER TABLE users ADD size INT",
      "ALTER TABLE users ADD size INT AS (age * 2) STORED NOT NULL",
    ],
  },
  rewrite: addWithDefault,
  kinds: ["add-column"],
  find({ clause: { table, definition } }) {
    const { nullable, autoIncrement, generated } = definition;
    if (nullable !== false || definition.default !== undefined || autoIncrement || generated)
      return undefined;
    return `The new column ${table}.${definition.name} is NOT NULL and has no default.`;
  },
  check: ({ clause: { target, definition } }) =>
    inventsNone.test(definition.type.name) ? findRow(target, "TRUE") : undefined,
};

/** The value that these would get is the zero date, which strict mode refuses, or none at all. */
const inventsNone =
  /^(date|datetime|timestamp|geometry|point|linestring|polygon|multi\w+|geometrycollection)$/;
