import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Fingerprints, ObjectName, Probe } from "../core/rollout/rollout.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { hasNumber, noSuchTable, unknownDatabase } from "./has-number.ts";
import { normalise, readSchema } from "./read-schema.ts";

/** What the probe's objects look like now; an object that is not there has no fingerprint. */
export async function takeFingerprints(
  connection: Connection,
  database: string,
  probe: Probe,
): Promise<Fingerprints> {
  switch (probe.kind) {
    case "tables":
      return eachTable(probe.tables, async ({ database, name }) => {
        const text = await showCreate(connection, `TABLE ${quoteName(database)}.${quoteName(name)}`);
        return text === undefined ? undefined : fingerprint(normalise(text));
      });
    case "data":
      return eachTable(probe.tables, (table) => engineOf(connection, table));
    case "database": {
      const text = await showCreate(connection, `DATABASE ${quoteName(probe.name)}`);
      return text === undefined ? {} : { [probe.name]: fingerprint(text) };
    }
    case "schema": {
      const schema = await readSchema(connection, database);
      return { schema: fingerprint(JSON.stringify([...schema])) };
    }
    case "again":
    case "none":
      return {};
  }
}

async function eachTable(
  tables: readonly ObjectName[],
  read: (table: ObjectName) => Promise<string | undefined>,
): Promise<Fingerprints> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const answer = await read(table);
    if (answer !== undefined) found[`${table.database}.${table.name}`] = answer;
  }
  return found;
}

async function engineOf(connection: Connection, { database, name }: ObjectName): Promise<string | undefined> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT ENGINE AS engine FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
    [database, name],
  );
  return rows[0]?.engine ?? undefined;
}

/** SHOW CREATE TABLE of a view answers with the view. */
async function showCreate(connection: Connection, object: string): Promise<string | undefined> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(`SHOW CREATE ${object}`);
    return Object.values(rows[0] ?? {})
      .slice(1)
      .join("\n");
  } catch (error) {
    if (hasNumber(error, noSuchTable, unknownDatabase)) return undefined;
    throw error;
  }
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
