import type { Change } from "../../change/change.ts";
import type { ColumnDefinition, IndexDefinition, TableDefinition } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import type { RiskFactor } from "../factor.ts";

export const noPrimaryKey: RiskFactor<"create-table" | "drop-primary-key"> = {
  id: "no-primary-key",
  title: "Creates a table without a primary key",
  points: 25,
  why: "Row-based replication scans the whole table for each changed row, online schema change tools refuse it, and some servers too (error 3750).",
  instead: "Give the table a primary key.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-index-types.html"],
  examples: {
    risky: [
      "CREATE TABLE fresh (a INT)",
      "CREATE TABLE fresh (a INT UNIQUE)",
      "CREATE TABLE fresh (a INT PRIMARY KEY); ALTER TABLE fresh DROP PRIMARY KEY",
    ],
    safe: [
      "CREATE TABLE fresh (id INT PRIMARY KEY)",
      "CREATE TABLE fresh (a INT, PRIMARY KEY (a))",
      "CREATE TEMPORARY TABLE fresh (a INT)",
      "CREATE TABLE fresh LIKE users",
      "CREATE TABLE fresh (a INT NOT NULL, UNIQUE (a))",
      "CREATE TABLE fresh (id SERIAL)",
      "CREATE TABLE fresh (a INT PRIMARY KEY); ALTER TABLE fresh DROP PRIMARY KEY, ADD PRIMARY KEY (a)",
    ],
  },
  kinds: ["create-table", "drop-primary-key"],
  ofNew: true,
  find({ clause, created, temporary }, { statement }) {
    const { table } = clause;
    if (clause.kind === "drop-primary-key") {
      // Of a table with rows another factor tells.
      const stays = !created || temporary || statement.changes.some(addsPrimaryKey);
      return stays ? undefined : `The new table ${table} loses its primary key.`;
    }
    const { tableDefinition: definition } = clause;
    if (temporary || definition.like) return undefined;
    return definition.columns.some(isKeyColumn) ||
      definition.indexes.some((index) => isKeyIndex(index, definition))
      ? undefined
      : `The new table ${table} has no primary key.`;
  },
};

function addsPrimaryKey({ clause: { kind } }: Change): boolean {
  return kind === "add-primary-key";
}

/** Where there is no primary key, InnoDB and replication take a unique one without NULL for it. */
function isKeyColumn({ inline, nullable }: ColumnDefinition): boolean {
  return inline.primaryKey || (inline.unique && nullable === false);
}

function isKeyIndex({ kind, parts }: IndexDefinition, { columns }: TableDefinition): boolean {
  if (kind !== "unique") return kind === "primary";
  const required = new Set(columns.filter(isRequired).map(({ name }) => foldName(name)));
  return parts.every(({ column }) => column !== undefined && required.has(foldName(column)));
}

function isRequired({ nullable }: ColumnDefinition): boolean {
  return nullable === false;
}
