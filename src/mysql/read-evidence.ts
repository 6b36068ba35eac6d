import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import {
  type EvidenceObject,
  type EvidencePlan,
  type EvidenceReading,
  evidenceKey,
  type ObjectState,
} from "../core/rollout/evidence.ts";
import type { ObjectKind } from "../core/rollout/facts/effects.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { hasNumber, noSuchTable, unknownDatabase } from "./has-number.ts";
import { rowsIfVisible } from "./if-visible.ts";
import { readInnodbName } from "./innodb-name.ts";
import { normalise } from "./read-schema.ts";

/** Where the server lists each kind of object, by database and name, and what it says of one that may change. */
const lists: Readonly<Record<ObjectKind, { view: string; schema: string; name: string; text: string }>> = {
  table: { view: "TABLES", schema: "TABLE_SCHEMA", name: "TABLE_NAME", text: "NULL" },
  view: {
    ...{ view: "TABLES LEFT JOIN information_schema.VIEWS USING (TABLE_SCHEMA, TABLE_NAME)" },
    ...{ schema: "TABLE_SCHEMA", name: "TABLE_NAME" },
    text: "CONCAT_WS(0x00, VIEW_DEFINITION, DEFINER, SECURITY_TYPE, CHECK_OPTION)",
  },
  routine: {
    ...{ view: "ROUTINES", schema: "ROUTINE_SCHEMA", name: "ROUTINE_NAME" },
    text: "CONCAT_WS(0x00, ROUTINE_TYPE, DTD_IDENTIFIER, ROUTINE_DEFINITION, ROUTINE_COMMENT, SECURITY_TYPE, SQL_DATA_ACCESS, DEFINER, LAST_ALTERED)",
  },
  trigger: {
    ...{ view: "TRIGGERS", schema: "TRIGGER_SCHEMA", name: "TRIGGER_NAME" },
    text: "CONCAT_WS(0x00, EVENT_MANIPULATION, EVENT_OBJECT_TABLE, ACTION_TIMING, ACTION_STATEMENT, DEFINER, CREATED)",
  },
  event: {
    ...{ view: "EVENTS", schema: "EVENT_SCHEMA", name: "EVENT_NAME" },
    text: "CONCAT_WS(0x00, EVENT_DEFINITION, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, STARTS, ENDS, STATUS, ON_COMPLETION, EVENT_COMMENT, DEFINER, LAST_ALTERED)",
  },
  database: {
    ...{ view: "SCHEMATA", schema: "SCHEMA_NAME", name: "SCHEMA_NAME" },
    text: "CONCAT_WS(0x00, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME)",
  },
};

/** What the objects that a plan names look like now. Nothing else is looked at. */
export async function readEvidence(
  connection: Connection,
  plan: EvidencePlan,
  mariadb: boolean,
): Promise<EvidenceReading> {
  const { objects, parts } = plan;
  const [only, ...others] = objects;
  const tables = objects.filter(({ kind }) => kind === "table");
  // One question is enough for the commonest of all.
  const isText = only?.kind === "table" && others.length === 0 && parts.join() === "text";
  const { now, found } = isText ? { now: "", found: {} } : await readLists(connection, plan);
  if (parts.includes("text")) {
    for (const one of tables) {
      const text = isText || found[evidenceKey(one)] ? await showCreate(connection, one) : undefined;
      if (text !== undefined) found[evidenceKey(one)] = { ...found[evidenceKey(one)], text };
    }
  }
  if (parts.includes("ids")) await addIds(connection, objects, { found, mariadb });
  return { now, objects: found };
}

/** Whether each is there, and what its list says of it. */
async function readLists(connection: Connection, { objects, parts }: EvidencePlan) {
  const found: Record<string, ObjectState> = {};
  let now = "";
  for (const kind of new Set(objects.map((one) => one.kind))) {
    const own = objects.filter((one) => one.kind === kind);
    const listed = await readList(connection, kind, own);
    now = listed.now;
    for (const [key, { text, time }] of listed.states)
      found[key] = { ...(parts.includes("text") && text), ...(parts.includes("time") && time) };
  }
  return { now, found };
}

async function readList(connection: Connection, kind: ObjectKind, objects: readonly EvidenceObject[]) {
  const { view, schema, name, text } = lists[kind];
  const time = kind === "table" ? "CREATE_TIME" : "NULL";
  const places = objects.map((one) => [one.database, one.name]);
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT ${schema} AS place, ${name} AS name, ${text} AS text, ${time} AS time, NOW() AS now FROM information_schema.${view}
      WHERE ${places.map(() => `(${schema} = ? AND ${name} = ?)`).join(" OR ")}
     UNION ALL SELECT NULL, NULL, NULL, NULL, NOW()`,
    places.flat(),
  );
  const states = new Map<string, { text: ObjectState; time: ObjectState }>();
  for (const row of rows) {
    if (row.name === null) continue;
    const one = objects.find((object) => isNamed(object, String(row.place), String(row.name)));
    if (!one) continue;
    states.set(evidenceKey(one), {
      text: row.text === null ? {} : { text: hash(String(row.text)) },
      time: row.time === null ? {} : { time: String(row.time) },
    });
  }
  return { now: String(rows.at(-1)?.now), states };
}

/** The server compares names as its file system does, and answers with the name as it is. */
function isNamed({ database, name }: EvidenceObject, place: string, found: string): boolean {
  return database.toLowerCase() === place.toLowerCase() && name.toLowerCase() === found.toLowerCase();
}

async function showCreate(
  connection: Connection,
  { database, name }: EvidenceObject,
): Promise<string | undefined> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SHOW CREATE TABLE ${quoteName(database)}.${quoteName(name)}`,
    );
    const text = String(Object.values(rows[0] ?? {})[1]);
    return hash(normalise(text).replace(quoteName(name), ""));
  } catch (error) {
    if (hasNumber(error, noSuchTable, unknownDatabase)) return undefined;
    throw error;
  }
}

interface Found {
  found: Record<string, ObjectState>;
  mariadb: boolean;
}

/** Numbers of a table's files, one for each partition, which only grow, and its count of row versions. Needs PROCESS. */
async function addIds(connection: Connection, objects: readonly EvidenceObject[], { found, mariadb }: Found) {
  const databases = [...new Set(objects.map(({ database }) => database))];
  const own = databases.every((name) => /^[\w$-]*$/.test(name));
  if (!own) return;
  const [view, versions] = mariadb ? ["INNODB_SYS_TABLES", "NULL"] : ["INNODB_TABLES", "TOTAL_ROW_VERSIONS"];
  const rows = await idRows(connection, view, versions, databases);
  if (!rows) return;
  for (const one of objects) {
    const key = evidenceKey(one);
    const state = found[key];
    const ids = rows.flatMap((row) => {
      const name = readInnodbName(String(row.name));
      return name && isNamed(one, name.database, name.table) ? [row] : [];
    });
    const joined = (field: "id" | "versions") =>
      ids
        .map((row) => String(row[field]))
        .sort()
        .join();
    // A table that is there and has no ids has another engine, or a name that only the server can read.
    if (!state || ids.length === 0) continue;
    const versions = ids.every((row) => row.versions !== null) ? { versions: joined("versions") } : {};
    found[key] = { ...state, ids: hash(joined("id")), ...versions };
  }
}

async function idRows(connection: Connection, view: string, versions: string, databases: readonly string[]) {
  const encoded = (name: string) =>
    name.replace(/[^A-Za-z0-9_]/g, (letter) => `@${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const where = databases
    .map((name) => `NAME LIKE '${encoded(name).replaceAll("_", "|_")}/%' ESCAPE '|'`)
    .join(" OR ");
  const from = `FROM information_schema.${view} WHERE ${where}`;
  return (
    (await rowsIfVisible(
      connection,
      `SELECT NAME AS name, TABLE_ID AS id, ${versions} AS versions ${from}`,
    )) ?? rowsIfVisible(connection, `SELECT NAME AS name, TABLE_ID AS id, NULL AS versions ${from}`)
  );
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
