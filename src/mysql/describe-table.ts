import type { Connection, RowDataPacket } from "mysql2/promise";
import type { ObjectName } from "../core/rollout/object-name.ts";
import type { DescribedColumn, DescribedKey, DescribedTable } from "../core/rollout/rows/described-table.ts";

/** From information_schema; foreign keys of other tables are those of tables that this account may see. */
export async function describeTable(
  connection: Connection,
  table: ObjectName,
): Promise<DescribedTable | undefined> {
  const ask = async (sql: string, times = 1): Promise<RowDataPacket[]> => {
    const place = [table.database, table.name];
    const [rows] = await connection.query<RowDataPacket[]>(sql, Array(times).fill(place).flat());
    return rows;
  };
  const own = "TABLE_SCHEMA = ? AND TABLE_NAME = ?";
  const [found] = await ask(
    `SELECT TABLE_TYPE AS kind, TABLE_ROWS AS estimate FROM information_schema.TABLES WHERE ${own}`,
  );
  if (!found || /VIEW|SEQUENCE/.test(String(found.kind))) return undefined;
  const columns = await ask(
    `SELECT COLUMN_NAME AS name, DATA_TYPE AS type, COLUMN_TYPE AS shown, IS_NULLABLE AS nullable,
            CHARACTER_SET_NAME AS charset, COLLATION_NAME AS collation, EXTRA AS extra,
            GENERATION_EXPRESSION AS expression
       FROM information_schema.COLUMNS WHERE ${own} ORDER BY ORDINAL_POSITION`,
  );
  const parts = await ask(
    `SELECT INDEX_NAME AS name, NON_UNIQUE AS repeats, COLUMN_NAME AS col, SUB_PART AS part
       FROM information_schema.STATISTICS WHERE ${own} ORDER BY INDEX_NAME, SEQ_IN_INDEX`,
  );
  const foreign = await ask(
    `SELECT u.CONSTRAINT_NAME AS name, u.TABLE_SCHEMA AS child_place, u.TABLE_NAME AS child, u.REFERENCED_TABLE_SCHEMA AS parent_place,
            u.REFERENCED_TABLE_NAME AS parent, u.REFERENCED_COLUMN_NAME AS col, r.DELETE_RULE AS on_delete, r.UPDATE_RULE AS on_update
       FROM information_schema.KEY_COLUMN_USAGE u
       JOIN information_schema.REFERENTIAL_CONSTRAINTS r
         ON r.CONSTRAINT_SCHEMA = u.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = u.CONSTRAINT_NAME AND r.TABLE_NAME = u.TABLE_NAME
      WHERE (u.TABLE_SCHEMA = ? AND u.TABLE_NAME = ? OR u.REFERENCED_TABLE_SCHEMA = ? AND u.REFERENCED_TABLE_NAME = ?)
        AND u.REFERENCED_TABLE_NAME IS NOT NULL`,
    2,
  );
  return {
    ...table,
    versioned:
      /VERSIONED/.test(String(found.kind)) ||
      columns.some(({ extra }) => /INVISIBLE.*ROW|ROW (START|END)/i.test(String(extra))),
    rows: Number(found.estimate ?? 0),
    columns: columns.map(readColumn),
    keys: readKeys(parts),
    foreignKeys: readForeignKeys(foreign),
  };
}

function readColumn({
  name,
  type,
  shown,
  nullable,
  charset,
  collation,
  extra,
  expression,
}: RowDataPacket): DescribedColumn {
  const says = String(extra ?? "");
  return {
    name: String(name),
    type: String(type).toLowerCase(),
    nullable: nullable === "YES",
    shown: String(shown),
    charset: charset === null ? undefined : String(charset),
    collation: collation === null ? undefined : String(collation),
    // DEFAULT_GENERATED is MySQL's word for a default that is an expression.
    generated:
      /\b(VIRTUAL|STORED|PERSISTENT)\b/i.test(says) || (expression !== null && String(expression) !== ""),
    movesByItself: /\bON UPDATE\b/i.test(says),
  };
}

function readKeys(parts: readonly RowDataPacket[]): DescribedKey[] {
  return [...new Set(parts.map(({ name }) => String(name)))].map((name) => {
    const own = parts.filter((part) => String(part.name) === name);
    return {
      name,
      unique: own.every(({ repeats }) => Number(repeats) === 0),
      columns: own.map(({ col }) => (col === null ? undefined : String(col))),
      prefix: own.some(({ part }) => part !== null),
    };
  });
}

function readForeignKeys(rows: readonly RowDataPacket[]): DescribedTable["foreignKeys"] {
  const keys = new Map<string, RowDataPacket[]>();
  for (const row of rows) {
    const key = `${row.child_place}\0${row.child}\0${row.name}`;
    keys.set(key, [...(keys.get(key) ?? []), row]);
  }
  return [...keys.values()].flatMap((own) => {
    const [row] = own;
    if (!row) return [];
    return {
      name: String(row.name),
      child: { database: String(row.child_place), name: String(row.child) },
      parent: { database: String(row.parent_place), name: String(row.parent) },
      columns: own.map(({ col }) => String(col)),
      onDelete: String(row.on_delete),
      onUpdate: String(row.on_update),
    };
  });
}
