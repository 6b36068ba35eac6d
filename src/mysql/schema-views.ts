/** How the rows of a view of information_schema become parts of objects. */
export interface SchemaView {
  name: string;
  /** The column with the database's name. */
  database: string;
  /** SQL that leaves rows out. */
  only?: string;
  /** Columns that move by themselves, or tell of the account that asks. */
  moving: readonly string[];
  /** Columns that only say again where the row is. */
  naming: readonly string[];
  /** Which object, as `kind name`, and which part of it. */
  place(row: ViewRow): readonly [object: string, part: string];
}

/** NULL is left out. */
export type ViewRow = Readonly<Record<string, string | number>>;

const sizes = [
  ...["TABLE_ROWS", "AVG_ROW_LENGTH", "DATA_LENGTH", "MAX_DATA_LENGTH", "INDEX_LENGTH", "MAX_INDEX_LENGTH"],
  ...["DATA_FREE", "CREATE_TIME", "UPDATE_TIME", "CHECK_TIME", "CHECKSUM"],
];

const table = (row: ViewRow) => `table ${row.TABLE_NAME}`;

/** All that describes a database, on both flavours and all versions: of a view, the columns that the server has. */
export const schemaViews: readonly SchemaView[] = [
  { name: "SCHEMATA", database: "SCHEMA_NAME", moving: [], naming: [], place: () => ["database", ""] },
  {
    name: "TABLES",
    database: "TABLE_SCHEMA",
    // The version of a definition's file is of the server's own.
    moving: [...sizes, "AUTO_INCREMENT", "VERSION"],
    naming: ["TABLE_NAME", "TEMPORARY"],
    place: (row) => [`${tableKind(String(row.TABLE_TYPE))} ${row.TABLE_NAME}`, ""],
  },
  {
    name: "COLUMNS",
    database: "TABLE_SCHEMA",
    moving: ["PRIVILEGES"],
    naming: ["TABLE_NAME", "COLUMN_NAME"],
    place: (row) => [table(row), `column ${row.COLUMN_NAME}`],
  },
  {
    name: "STATISTICS",
    database: "TABLE_SCHEMA",
    moving: ["CARDINALITY"],
    naming: ["TABLE_NAME", "INDEX_SCHEMA", "INDEX_NAME", "SEQ_IN_INDEX"],
    place: (row) => [table(row), `index ${row.INDEX_NAME}, part ${row.SEQ_IN_INDEX}`],
  },
  {
    name: "TABLE_CONSTRAINTS",
    database: "CONSTRAINT_SCHEMA",
    moving: [],
    naming: ["TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME"],
    place: (row) => [table(row), `${String(row.CONSTRAINT_TYPE).toLowerCase()} ${row.CONSTRAINT_NAME}`],
  },
  {
    name: "KEY_COLUMN_USAGE",
    database: "CONSTRAINT_SCHEMA",
    only: "REFERENCED_TABLE_NAME IS NOT NULL",
    moving: [],
    naming: ["TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME", "ORDINAL_POSITION"],
    place: (row) => [table(row), `foreign key ${row.CONSTRAINT_NAME}, column ${row.ORDINAL_POSITION}`],
  },
  {
    name: "REFERENTIAL_CONSTRAINTS",
    database: "CONSTRAINT_SCHEMA",
    moving: [],
    naming: ["TABLE_NAME", "CONSTRAINT_NAME"],
    place: (row) => [table(row), `reference ${row.CONSTRAINT_NAME}`],
  },
  {
    // MySQL does not name the table: TABLE_CONSTRAINTS does.
    name: "CHECK_CONSTRAINTS",
    database: "CONSTRAINT_SCHEMA",
    moving: [],
    naming: ["TABLE_NAME", "CONSTRAINT_NAME"],
    place: (row) => [row.TABLE_NAME === undefined ? "database" : table(row), `check ${row.CONSTRAINT_NAME}`],
  },
  {
    name: "PARTITIONS",
    database: "TABLE_SCHEMA",
    only: "PARTITION_NAME IS NOT NULL",
    moving: sizes,
    place: (row) => [
      table(row),
      `partition ${[row.PARTITION_NAME, row.SUBPARTITION_NAME].filter((name) => name !== undefined).join(".")}`,
    ],
    naming: ["TABLE_NAME", "PARTITION_NAME", "SUBPARTITION_NAME"],
  },
  {
    name: "VIEWS",
    database: "TABLE_SCHEMA",
    moving: [],
    naming: ["TABLE_NAME"],
    place: (row) => [`view ${row.TABLE_NAME}`, "definition"],
  },
  {
    name: "TRIGGERS",
    database: "TRIGGER_SCHEMA",
    moving: ["CREATED"],
    naming: ["TRIGGER_NAME"],
    place: (row) => [`trigger ${row.TRIGGER_NAME}`, ""],
  },
  {
    name: "ROUTINES",
    database: "ROUTINE_SCHEMA",
    moving: ["CREATED", "LAST_ALTERED"],
    naming: ["SPECIFIC_NAME", "ROUTINE_NAME"],
    place: (row) => [`${String(row.ROUTINE_TYPE).toLowerCase()} ${row.ROUTINE_NAME}`, ""],
  },
  {
    name: "PARAMETERS",
    database: "SPECIFIC_SCHEMA",
    moving: [],
    naming: ["SPECIFIC_NAME", "ROUTINE_TYPE", "ORDINAL_POSITION"],
    place: (row) => [
      `${String(row.ROUTINE_TYPE).toLowerCase()} ${row.SPECIFIC_NAME}`,
      `parameter ${row.ORDINAL_POSITION}`,
    ],
  },
  {
    name: "EVENTS",
    database: "EVENT_SCHEMA",
    // The server's id changes when it fails over.
    moving: ["CREATED", "LAST_ALTERED", "LAST_EXECUTED", "ORIGINATOR"],
    naming: ["EVENT_NAME"],
    place: (row) => [`event ${row.EVENT_NAME}`, ""],
  },
  {
    // MariaDB since 11.5, not whole: each sequence is asked besides.
    name: "SEQUENCES",
    database: "SEQUENCE_SCHEMA",
    moving: [],
    naming: ["SEQUENCE_NAME"],
    place: (row) => [`sequence ${row.SEQUENCE_NAME}`, "definition"],
  },
  {
    name: "PERIODS",
    database: "TABLE_SCHEMA",
    moving: [],
    naming: ["TABLE_NAME", "PERIOD"],
    place: (row) => [table(row), `period ${row.PERIOD}`],
  },
  {
    name: "TABLES_EXTENSIONS",
    database: "TABLE_SCHEMA",
    only: "COALESCE(ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE) IS NOT NULL",
    moving: [],
    naming: ["TABLE_NAME"],
    place: (row) => [table(row), "attributes"],
  },
  {
    name: "COLUMNS_EXTENSIONS",
    database: "TABLE_SCHEMA",
    only: "COALESCE(ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE) IS NOT NULL",
    moving: [],
    naming: ["TABLE_NAME", "COLUMN_NAME"],
    place: (row) => [table(row), `attributes of column ${row.COLUMN_NAME}`],
  },
];

function tableKind(type: string): "table" | "view" | "sequence" {
  if (type.endsWith("VIEW")) return "view";
  return type === "SEQUENCE" ? "sequence" : "table";
}
