import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Target } from "../../core/policy/policy.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import {
  isLeftover,
  isOfTrigger,
  isToolTrigger,
  leftoverPatterns,
} from "../../core/rollout/online/copies.ts";
import type { FoundTrigger, TableFacts } from "../../core/rollout/online/table-facts.ts";
import { quoteName } from "../../core/sql/write/quote.ts";
import type { LargeTables } from "../../operations/ports/online.ts";
import { connectPinned } from "../connect.ts";
import { hasNumber, noSuchTable, unknownDatabase } from "../has-number.ts";
import { readReferences } from "../read-references.ts";
import { seeTriggers } from "../see-triggers.ts";
import { tellDenials } from "../tell-denials.ts";
import type { Variables } from "../variables.ts";

/** What a table's server says of it, and of what a tool may have left beside it. */
export function largeTables(variables: Variables): LargeTables {
  return {
    look: (target, tables) =>
      ask(target, variables, async (connection, mariadb) => {
        if (!mariadb) await connection.query("SET SESSION information_schema_stats_expiry = 0");
        const found: TableFacts[] = [];
        for (const table of tables) found.push(await lookAt(connection, table, mariadb));
        return found;
      }),
    endSessions: (target, mark) =>
      ask(target, variables, async (connection) => {
        const names = [...mark.copies, mark.old];
        const [rows] = await connection.query<RowDataPacket[]>(
          `SELECT ID AS id, LEFT(INFO, 200) AS text FROM information_schema.PROCESSLIST
            WHERE ID <> CONNECTION_ID() AND SUBSTRING_INDEX(USER, '@', 1) = SUBSTRING_INDEX(USER(), '@', 1)
              AND (${names.map(() => "LOCATE(?, INFO) > 0").join(" OR ")})`,
          names.map(quoteName),
        );
        const sessions = rows
          .map(({ id, text }) => ({ id: Number(id), text: String(text) }))
          .filter(({ text }) => !isOfTrigger(mark, text));
        for (const { id } of sessions) await connection.query(`KILL ${id}`).catch(() => undefined);
        return sessions;
      }),
  };
}

async function ask<Result>(
  target: Target,
  variables: Variables,
  act: (connection: Connection, mariadb: boolean) => Promise<Result>,
): Promise<Result> {
  const { connection, server } = await connectPinned(target, variables);
  try {
    return await tellDenials(target, () => act(connection, server.mariadb));
  } finally {
    connection.destroy();
  }
}

async function lookAt(connection: Connection, table: ObjectName, mariadb: boolean): Promise<TableFacts> {
  const { database, name } = table;
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT ENGINE AS engine, DATA_LENGTH + INDEX_LENGTH AS bytes, TABLE_ROWS AS row_count
       FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?`,
    [database, name],
  );
  const [row] = rows;
  const all = await triggersOf(connection, database);
  const leftovers = await tablesBeside(connection, table);
  const isToolsOwn = (one: FoundTrigger) =>
    (isToolTrigger(one.name) && isSame(one.table, name)) || leftovers.includes(one.table);
  const sees = await seeTriggers(connection, mariadb)([table]);
  return {
    ...table,
    definition: row ? await showCreate(connection, table) : undefined,
    engine: String(row?.engine ?? ""),
    bytes: numberOf(row?.bytes),
    rows: numberOf(row?.row_count),
    triggers: sees(table) ? all.filter((one) => isSame(one.table, name)) : undefined,
    children: await childrenOf(connection, table),
    leftovers: { tables: leftovers, triggers: all.filter(isToolsOwn) },
    ...(await settingsOf(connection)),
    mariadb,
  };
}

/** On some servers names have no case: rather one too many than none. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function childrenOf(connection: Connection, { database, name }: ObjectName) {
  const childrenIn = await readReferences(connection, database);
  const found = [...new Set([name, name.toLowerCase()])].map(childrenIn);
  return found.some((one) => one === undefined) ? undefined : found.flatMap((one) => one ?? []);
}

async function settingsOf(connection: Connection): Promise<Pick<TableFacts, "logsRows" | "choosesExplain">> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format', 'binlog_row_image', 'explain_format')",
  );
  const set = new Map(rows.map((row) => Object.values(row).map(String) as [string, string]));
  return {
    logsRows:
      set.get("log_bin") === "ON" &&
      set.get("binlog_format") === "ROW" &&
      set.get("binlog_row_image") === "FULL",
    choosesExplain: set.has("explain_format"),
  };
}

function numberOf(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

async function triggersOf(connection: Connection, database: string): Promise<FoundTrigger[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TRIGGER_NAME AS name, EVENT_OBJECT_TABLE AS place, ACTION_STATEMENT AS body
       FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?`,
    [database],
  );
  return rows.map(({ name, place, body }) => ({
    name: String(name),
    table: String(place),
    body: String(body),
  }));
}

async function tablesBeside(connection: Connection, { database, name }: ObjectName): Promise<string[]> {
  const patterns = leftoverPatterns(name);
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ? AND (${patterns.map(() => "TABLE_NAME LIKE ? ESCAPE '|'").join(" OR ")}) ORDER BY 1`,
    [database, ...patterns],
  );
  return rows.map((row) => String(row.name)).filter((found) => isLeftover(name, found));
}

async function showCreate(
  connection: Connection,
  { database, name }: ObjectName,
): Promise<string | undefined> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SHOW CREATE TABLE ${quoteName(database)}.${quoteName(name)}`,
    );
    return String(Object.values(rows[0] ?? {})[1]);
  } catch (error) {
    if (hasNumber(error, noSuchTable, unknownDatabase)) return undefined;
    throw error;
  }
}
