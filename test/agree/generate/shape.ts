import type { Connection, RowDataPacket } from "mysql2/promise";

/** What a table has, as the server says: what the next ALTER may name. */
export interface Shape {
  columns: readonly ShapeColumn[];
  indexes: readonly string[];
  foreignKeys: readonly string[];
  checks: readonly string[];
  partitions: readonly string[];
  partitioned: string | undefined;
}

export interface ShapeColumn {
  name: string;
  /** As SHOW CREATE TABLE writes it, with character set and collation. */
  type: string;
  nullable: boolean;
  /** As the server writes it down, with VIRTUAL or STORED; undefined = not generated. */
  generated: string | undefined;
  autoIncrement: boolean;
}

export async function shapeOf(connection: Connection, table: string): Promise<Shape> {
  const rows = async (sql: string) =>
    (
      await connection.query<RowDataPacket[]>(`${sql} TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?`, [table])
    )[0];
  const columns = await rows("SELECT * FROM information_schema.COLUMNS WHERE");
  const keys = await rows("SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS WHERE");
  const constraints = await rows(
    "SELECT CONSTRAINT_NAME AS name, CONSTRAINT_TYPE AS type FROM information_schema.TABLE_CONSTRAINTS WHERE",
  );
  const partitions = await rows(
    "SELECT DISTINCT PARTITION_NAME AS name, PARTITION_METHOD AS method, PARTITION_ORDINAL_POSITION AS at FROM information_schema.PARTITIONS WHERE PARTITION_NAME IS NOT NULL AND",
  );
  const ofType = (wanted: string) =>
    constraints.filter(({ type }) => type === wanted).map(({ name }) => name);
  return {
    columns: columns.toSorted((a, b) => a.ORDINAL_POSITION - b.ORDINAL_POSITION).map(shapeColumn),
    indexes: keys.map(({ name }) => name),
    foreignKeys: ofType("FOREIGN KEY"),
    checks: ofType("CHECK"),
    partitions: partitions.toSorted((a, b) => a.at - b.at).map(({ name }) => name),
    partitioned: partitions[0]?.method,
  };
}

function shapeColumn(row: RowDataPacket): ShapeColumn {
  const { COLUMN_TYPE, CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, GENERATION_EXPRESSION } = row;
  const kind = /VIRTUAL|STORED/.exec(EXTRA)?.[0];
  const charset = CHARACTER_SET_NAME ? ` CHARACTER SET ${CHARACTER_SET_NAME} COLLATE ${COLLATION_NAME}` : "";
  return {
    name: row.COLUMN_NAME,
    type: `${COLUMN_TYPE}${charset}`,
    nullable: row.IS_NULLABLE === "YES",
    generated: kind && `AS (${GENERATION_EXPRESSION.replaceAll("\\'", "'")}) ${kind}`,
    autoIncrement: EXTRA.includes("auto_increment"),
  };
}
