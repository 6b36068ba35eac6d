import type { Connection, RowDataPacket } from "mysql2/promise";
import type { SchemaDraft } from "../core/rollout/drift/arrange.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { serverNumber } from "./has-number.ts";

const sequenceColumns = [
  "minimum_value",
  "maximum_value",
  "start_value",
  "increment",
  "cache_size",
  "cycle_option",
];

/** What a sequence is, without where it has got to: MariaDB says so only by itself. */
export async function addSequences(
  connection: Connection,
  database: string,
  objects: SchemaDraft,
): Promise<void> {
  const names = namesOf(objects, "sequence ");
  if (names.length === 0) return;
  const parts = names.map(
    (name) =>
      `SELECT ${connection.escape(name)} AS name, ${sequenceColumns.map((column) => `CAST(${column} AS CHAR) AS ${column}`).join(", ")} FROM ${quoteName(database)}.${quoteName(name)}`,
  );
  const [rows] = await connection.query<RowDataPacket[]>(parts.join("\nUNION ALL\n"));
  for (const row of rows) {
    const object = objects[`sequence ${row.name}`];
    const said = sequenceColumns.map((column) => [column.toUpperCase(), String(row[column])]);
    if (object) object.definition = { ...object.definition, ...Object.fromEntries(said) };
  }
}

/** MySQL says the ALGORITHM of a view in SHOW CREATE alone. Without SHOW VIEW it is unseen with the rest of the view. */
export async function addAlgorithms(
  connection: Connection,
  database: string,
  objects: SchemaDraft,
): Promise<void> {
  for (const name of namesOf(objects, "view ")) {
    const text = await showView(connection, `${quoteName(database)}.${quoteName(name)}`);
    const [, algorithm] = text?.match(/^CREATE ALGORITHM=(\w+)/) ?? [];
    const object = objects[`view ${name}`];
    if (object && algorithm !== undefined) object.definition = { ...object.definition, ALGORITHM: algorithm };
  }
}

async function showView(connection: Connection, name: string): Promise<string | undefined> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(`SHOW CREATE VIEW ${name}`);
    return String(rows[0]?.["Create View"]);
  } catch (error) {
    // Denied, or a view of something that is gone.
    if (serverNumber(error) === undefined) throw error;
    return undefined;
  }
}

function namesOf(objects: SchemaDraft, kind: string): string[] {
  return Object.keys(objects)
    .filter((key) => key.startsWith(kind))
    .map((key) => key.slice(kind.length));
}
