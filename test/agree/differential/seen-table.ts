import type { Connection, RowDataPacket } from "mysql2/promise";

/** What a table is, a line for each fact, so that two of them can be compared. */
export type Facts = readonly string[];

/** The table as information_schema shows it. */
export async function seenTable(connection: Connection, table: string): Promise<Facts> {
  const rows = async (sql: string) => (await connection.query<RowDataPacket[]>(sql, [table]))[0];
  const here = (schema: string) => `${schema} = DATABASE() AND`;
  const columns = await rows(
    `SELECT * FROM information_schema.COLUMNS WHERE ${here("TABLE_SCHEMA")} TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
  );
  const parts = await rows(
    `SELECT * FROM information_schema.STATISTICS WHERE ${here("TABLE_SCHEMA")} TABLE_NAME = ? ORDER BY INDEX_NAME, SEQ_IN_INDEX`,
  );
  const checks = await rows(
    `SELECT CONSTRAINT_NAME, CHECK_CLAUSE, ENFORCED FROM information_schema.CHECK_CONSTRAINTS
     JOIN information_schema.TABLE_CONSTRAINTS USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME)
     WHERE ${here("CONSTRAINT_SCHEMA")} TABLE_NAME = ?`,
  );
  const keys = await rows(
    `SELECT * FROM information_schema.KEY_COLUMN_USAGE
     JOIN information_schema.REFERENTIAL_CONSTRAINTS USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_NAME)
     WHERE ${here("CONSTRAINT_SCHEMA")} TABLE_NAME = ?`,
  );
  const partitions = await rows(
    `SELECT DISTINCT PARTITION_ORDINAL_POSITION, PARTITION_NAME, PARTITION_METHOD FROM information_schema.PARTITIONS
     WHERE ${here("TABLE_SCHEMA")} TABLE_NAME = ? AND PARTITION_NAME IS NOT NULL ORDER BY PARTITION_ORDINAL_POSITION`,
  );
  const tables = await rows(
    `SELECT * FROM information_schema.TABLES WHERE ${here("TABLE_SCHEMA")} TABLE_NAME = ?`,
  );
  return [
    ...columns.map(columnLine),
    ...[...new Set(parts.map((part) => String(part.INDEX_NAME)))].map((name) =>
      indexLine(
        name,
        parts.filter((part) => part.INDEX_NAME === name),
      ),
    ),
    ...checks.map((one) => `check ${one.CONSTRAINT_NAME} ${one.ENFORCED} ${plain(one.CHECK_CLAUSE)}`).sort(),
    ...keys.map(keyLine).sort(),
    ...partitions.map(
      (one) => `partition ${one.PARTITION_ORDINAL_POSITION} ${one.PARTITION_NAME} ${one.PARTITION_METHOD}`,
    ),
    ...tables.map((one) => `table ${one.ENGINE} ${one.TABLE_COLLATION} '${one.TABLE_COMMENT}'`),
  ];
}

function columnLine(row: RowDataPacket, at: number): string {
  const extra = String(row.EXTRA);
  const expression = row.GENERATION_EXPRESSION ? ` as ${plain(row.GENERATION_EXPRESSION)}` : "";
  const kind = /(VIRTUAL|STORED) GENERATED/.exec(extra)?.[1] ?? "";
  const update = /on update (\S+)/.exec(extra)?.[1] ?? "";
  return [
    `column ${at + 1} ${row.COLUMN_NAME} ${row.COLUMN_TYPE}`,
    row.COLLATION_NAME ?? "",
    row.IS_NULLABLE === "YES" ? "null" : "not null",
    `default ${defaultOf(row.COLUMN_DEFAULT, extra.includes("DEFAULT_GENERATED"))}`,
    update && `on update ${update}`,
    extra.includes("auto_increment") ? "auto_increment" : "",
    `${kind}${expression}`,
    extra.includes("INVISIBLE") ? "invisible" : "",
    row.COLUMN_COMMENT ? `'${row.COLUMN_COMMENT}'` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function defaultOf(value: unknown, isExpression: boolean): string {
  if (value === null) return "none";
  return isExpression ? plain(String(value)) : sameNumber(String(value));
}

function indexLine(name: string, parts: readonly RowDataPacket[]): string {
  const [first] = parts;
  const kind = /^(FULLTEXT|SPATIAL)$/.test(first?.INDEX_TYPE)
    ? first?.INDEX_TYPE
    : first?.NON_UNIQUE
      ? "index"
      : "unique";
  const columns = parts.map(({ COLUMN_NAME, EXPRESSION, SUB_PART, COLLATION }) => {
    const of = COLUMN_NAME ?? plain(EXPRESSION);
    // A SPATIAL index is over bounding boxes, of which the server shows the size.
    const prefix = SUB_PART === null || kind === "SPATIAL" ? "" : `(${SUB_PART})`;
    return `${of}${prefix}${COLLATION === "D" ? " desc" : ""}`;
  });
  return `${kind} ${name} ${columns.join(", ")}${first?.IS_VISIBLE === "NO" ? " invisible" : ""}`.toLowerCase();
}

function keyLine(row: RowDataPacket): string {
  return `foreign key ${row.CONSTRAINT_NAME} ${row.COLUMN_NAME} ${row.REFERENCED_TABLE_NAME}.${row.REFERENCED_COLUMN_NAME} ${row.DELETE_RULE} ${row.UPDATE_RULE}`;
}

/** The server writes a number with the decimals and zeros of its column. */
export function sameNumber(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text;
}

/** An expression without what the server adds when it writes it down: parentheses, backticks, introducers, spaces. */
export function plain(expression: string): string {
  return expression
    .replaceAll("\\'", "'")
    .replace(/_(utf8mb4|utf8mb3|latin1|binary|ascii)(?=')/g, "")
    .replace(/[\s`()]+/g, "")
    .replace(/\b(now|current_timestamp)(?=$|\d)/gi, "current_timestamp")
    .toLowerCase();
}
