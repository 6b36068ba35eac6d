import type { ColumnDefinition } from "../../sql/definition.ts";
import type { RiskFactor } from "../factor.ts";

export const smallCounter: RiskFactor<"create-table" | "add-column" | "modify-column"> = {
  id: "small-counter",
  title: "Counts in a type that soon runs out",
  points: 10,
  why: "When AUTO_INCREMENT reaches the end of its type every INSERT fails (error 1062 or 1467), and a wider type means a copy of the table and of all that refer to it.",
  instead: "Take BIGINT for keys.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/integer-types.html"],
  examples: {
    risky: [
      "CREATE TABLE fresh (id SMALLINT AUTO_INCREMENT PRIMARY KEY)",
      "ALTER TABLE notes ADD seq MEDIUMINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE",
    ],
    safe: [
      "CREATE TABLE fresh (id INT AUTO_INCREMENT PRIMARY KEY, kind TINYINT)",
      "CREATE TABLE fresh (id BIGINT AUTO_INCREMENT PRIMARY KEY)",
    ],
  },
  kinds: ["create-table", "add-column", "modify-column"],
  find({ clause }) {
    const columns = clause.kind === "create-table" ? clause.tableDefinition.columns : [clause.definition];
    const column = columns.find(runsOut);
    return (
      column &&
      `${clause.table}.${column.name} ends at ${ends[column.type.name]?.[column.type.unsigned ? 1 : 0]}.`
    );
  },
};

const ends: Readonly<Record<string, readonly [signed: string, unsigned: string]>> = {
  tinyint: ["127", "255"],
  smallint: ["32,767", "65,535"],
  mediumint: ["8,388,607", "16,777,215"],
};

function runsOut({ autoIncrement, type }: ColumnDefinition): boolean {
  return autoIncrement && ends[type.name] !== undefined;
}
