import type { Connection, RowDataPacket } from "mysql2/promise";
import { isUndoTable } from "../core/rollout/undo/kept.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { ledgerTable } from "./ledger-table.ts";

/** Lists of one kind of object, and the column of SHOW CREATE that holds the text. */
const kinds = [
  {
    list: "SELECT 'TABLE' AS kind, TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE NOT LIKE '%VIEW'",
    text: "Create Table",
  },
  {
    list: "SELECT 'VIEW' AS kind, TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE LIKE '%VIEW'",
    text: "Create View",
  },
  {
    list: "SELECT ROUTINE_TYPE AS kind, ROUTINE_NAME AS name FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ? AND ROUTINE_TYPE = 'PROCEDURE'",
    text: "Create Procedure",
  },
  {
    list: "SELECT ROUTINE_TYPE AS kind, ROUTINE_NAME AS name FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ? AND ROUTINE_TYPE = 'FUNCTION'",
    text: "Create Function",
  },
  {
    list: "SELECT 'TRIGGER' AS kind, TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?",
    text: "SQL Original Statement",
  },
  {
    list: "SELECT 'EVENT' AS kind, EVENT_NAME AS name FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?",
    text: "Create Event",
  },
] as const;

/**
 * CREATE statements of all objects of a database but the ledger, as `TABLE t1` -> text, in order of kind and name. The
 * server leaves the default database out of a view's text, so it is always this one.
 */
export async function readSchema(connection: Connection, database: string): Promise<Map<string, string>> {
  await connection.query(`USE ${quoteName(database)}`);
  const schema = new Map<string, string>();
  for (const { list, text } of kinds) {
    const [objects] = await connection.query<RowDataPacket[]>(`${list} ORDER BY name`, [database]);
    for (const { kind, name } of objects) {
      if (String(name).startsWith(ledgerTable) || isUndoTable(String(name))) continue;
      const [rows] = await connection.query<RowDataPacket[]>(
        `SHOW CREATE ${kind} ${quoteName(database)}.${quoteName(name)}`,
      );
      schema.set(`${kind} ${name}`, normalise(readText(rows[0], text, `${kind} ${name}`)));
    }
  }
  return schema;
}

/** A NULL text means that the account may not see it; pretending that there is none would hide a change. */
function readText(row: RowDataPacket | undefined, column: string, object: string): string {
  const text = row?.[column];
  return typeof text === "string" ? text : `-- ${object}: this account may not see its text`;
}

/** The counter moves with every insert; it follows the engine's name at once. */
export function normalise(text: string): string {
  return text.replace(/^(\).* ENGINE=\w+) AUTO_INCREMENT=\d+/m, "$1");
}
