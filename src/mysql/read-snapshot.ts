import type { Connection, RowDataPacket } from "mysql2/promise";
import { arrange, type SchemaDraft } from "../core/rollout/drift/arrange.ts";
import type { SchemaPart, SchemaSnapshot } from "../core/rollout/drift/schema-snapshot.ts";
import { isUndoTable } from "../core/rollout/undo/kept.ts";
import { addAlgorithms, addSequences } from "./describe-programs.ts";
import { ledgerTable } from "./ledger-table.ts";
import { type SchemaView, schemaViews, type ViewRow } from "./schema-views.ts";

/**
 * All objects of a database, by information_schema: three questions, whatever their number, one more where there are
 * sequences, and on MySQL one for each view. `unseen` is what the account's privileges leave out, which the answers do not
 * tell.
 */
export async function readSchemaSnapshot(
  connection: Connection,
  database: string,
  unseen: readonly SchemaPart[],
): Promise<SchemaSnapshot> {
  const columns = await readColumns(connection);
  const objects: SchemaDraft = {};
  for (const group of groups) {
    for (const { view, row } of await readGroup(connection, database, group, columns))
      add(objects, view, row);
  }
  arrange(objects);
  await addSequences(connection, database, objects);
  if (!columns.get("VIEWS")?.includes("ALGORITHM")) await addAlgorithms(connection, database, objects);
  return {
    objects,
    unseen: hidesBodies(objects) ? [...new Set([...unseen, "routine bodies" as const])] : unseen,
  };
}

/** Whose body is NULL is shown to others; privileges for that differ by version. */
function hidesBodies(objects: SchemaDraft): boolean {
  return Object.entries(objects).some(
    ([key, object]) => /^(procedure|function) /.test(key) && object[""]?.ROUTINE_DEFINITION === undefined,
  );
}

/** Which views one question asks: the one with most rows alone, the others together. */
const groups: readonly (readonly string[])[] = [
  ["COLUMNS"],
  schemaViews.map(({ name }) => name).filter((name) => name !== "COLUMNS"),
];

type Columns = ReadonlyMap<string, readonly string[]>;

/** Of each view that this server has, upper case, without those that move. */
async function readColumns(connection: Connection): Promise<Columns> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT UPPER(TABLE_NAME) AS view, UPPER(COLUMN_NAME) AS name FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME IN (?)`,
    [schemaViews.map(({ name }) => name)],
  );
  return new Map(
    schemaViews.map(({ name, moving }) => [
      name,
      rows
        .filter((row) => row.view === name && !moving.includes(String(row.name)))
        .map((row) => String(row.name))
        .filter((column) => !column.endsWith("_CATALOG")),
    ]),
  );
}

async function readGroup(
  connection: Connection,
  database: string,
  names: readonly string[],
  columns: Columns,
): Promise<{ view: SchemaView; row: ViewRow }[]> {
  const views = schemaViews.filter(
    ({ name }) => names.includes(name) && (columns.get(name) ?? []).length > 0,
  );
  const parts = views.map(({ name, database: column, only }) => {
    const list = (columns.get(name) ?? []).map((one) => `\`${one}\``).join(", ");
    const filter = only === undefined ? "" : ` AND ${only}`;
    return `SELECT '${name}' AS view, JSON_ARRAY(${list}) AS attributes FROM information_schema.\`${name}\`
             WHERE \`${column}\` = ${connection.escape(database)}${filter}`;
  });
  if (parts.length === 0) return [];
  const [rows] = await connection.query<RowDataPacket[]>(parts.join("\nUNION ALL\n"));
  const byName = new Map(views.map((view) => [view.name, view]));
  return rows.flatMap(({ view: name, attributes }) => {
    const view = byName.get(String(name));
    return view ? [{ view, row: rowOf(columns.get(view.name) ?? [], attributes) }] : [];
  });
}

/** MySQL's driver has parsed the JSON; MariaDB's is text. NULL is left out: most attributes of most things are NULL. */
function rowOf(names: readonly string[], attributes: unknown): ViewRow {
  const values: unknown = typeof attributes === "string" ? JSON.parse(attributes) : attributes;
  if (!Array.isArray(values)) throw new Error("The server answered no list of attributes.");
  const row: Record<string, string | number> = {};
  names.forEach((name, i) => {
    const value: unknown = values[i];
    if (value === null || value === undefined) return;
    row[name] = typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value);
  });
  return row;
}

/** The ledger and what migrating it leaves, and kept rows. */
function isOurs(object: string): boolean {
  if (object.startsWith("table ") && isUndoTable(object.slice("table ".length))) return true;
  return object === `table ${ledgerTable}` || object.startsWith(`table ${ledgerTable}_`);
}

function add(objects: SchemaDraft, view: SchemaView, row: ViewRow): void {
  const [object, part] = view.place(row);
  // MariaDB shows a session its own temporary tables.
  if (isOurs(object) || row.TEMPORARY === "Y") return;
  const found = objects[object] ?? {};
  objects[object] = found;
  const said = Object.entries(row).filter(([name]) => name !== view.database && !view.naming.includes(name));
  found[part] = { ...found[part], ...Object.fromEntries(said) };
}
