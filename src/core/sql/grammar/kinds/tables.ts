import { alterTableClauses } from "../tables/alter-table.ts";
import { createTable } from "../tables/create-table.ts";
import { createIndex, dropIndexStatement, renameTables, truncate } from "../tables/define-objects.ts";
import type { StatementKind } from "./kind.ts";

/** Data Definition Statements about tables, indexes and databases (manual 15.1). */
export const kindsOfTables: readonly StatementKind[] = [
  {
    opens: "CREATE TABLE",
    type: "CREATE_TABLE",
    source: "ddl",
    read: (c) => createTable(c, { temporary: false, replace: false }),
  },
  {
    opens: "CREATE EXTERNAL TABLE mysql",
    type: "CREATE_TABLE",
    source: "ddl",
    read: (c) => createTable(c, { temporary: false, replace: false }),
  },
  {
    opens: "CREATE TEMPORARY TABLE",
    type: "CREATE_TABLE",
    source: "ddl",
    read: (c) => createTable(c, { temporary: true, replace: false }),
  },
  {
    opens: "CREATE OR REPLACE TABLE mariadb",
    type: "CREATE_TABLE",
    source: "ddl",
    read: (c) => createTable(c, { temporary: false, replace: true }),
  },
  {
    opens: "CREATE OR REPLACE TEMPORARY TABLE mariadb",
    type: "CREATE_TABLE",
    source: "ddl",
    read: (c) => createTable(c, { temporary: true, replace: true }),
  },
  { opens: "ALTER TABLE", type: "ALTER_TABLE", source: "ddl", read: alterTableClauses },
  {
    opens: "ALTER [ONLINE] [IGNORE] TABLE mariadb",
    type: "ALTER_TABLE",
    source: "ddl",
    read: alterTableClauses,
  },
  {
    opens: "DROP TEMPORARY {TABLE|TABLES}",
    type: "DROP_TABLE",
    source: "ddl",
    rest: "[if-exists] dropped,... [RESTRICT|CASCADE]",
    clause: "drop-table",
    temporary: true,
  },
  {
    opens: "DROP {TABLE|TABLES}",
    type: "DROP_TABLE",
    source: "ddl",
    rest: "[if-exists] dropped,... [RESTRICT|CASCADE] [mariadb {WAIT number|NOWAIT}]",
    clause: "drop-table",
  },
  { opens: "RENAME {TABLE|TABLES}", type: "RENAME_TABLE", source: "ddl", read: renameTables },
  { opens: "TRUNCATE [TABLE]", type: "TRUNCATE", source: "ddl", read: truncate },
  { opens: "CREATE INDEX", type: "CREATE_INDEX", source: "ddl", read: (c) => createIndex(c, "index") },
  {
    opens: "CREATE UNIQUE INDEX",
    type: "CREATE_INDEX",
    source: "ddl",
    read: (c) => createIndex(c, "unique"),
  },
  {
    opens: "CREATE FULLTEXT INDEX",
    type: "CREATE_INDEX",
    source: "ddl",
    read: (c) => createIndex(c, "fulltext"),
  },
  {
    opens: "CREATE SPATIAL INDEX",
    type: "CREATE_INDEX",
    source: "ddl",
    read: (c) => createIndex(c, "spatial"),
  },
  { opens: "DROP INDEX", type: "DROP_INDEX", source: "ddl", read: dropIndexStatement },
  {
    opens: "CREATE {DATABASE|SCHEMA}",
    type: "CREATE_DATABASE",
    source: "create-database",
    rest: "[if-not-exists] database [database-option...]",
    clause: "create-database",
  },
  {
    opens: "CREATE OR REPLACE {DATABASE|SCHEMA} mariadb",
    type: "CREATE_DATABASE",
    source: "create-database",
    rest: "database [database-option...]",
    clause: "drop-database",
  },
  {
    opens: "ALTER {DATABASE|SCHEMA}",
    type: "ALTER_DATABASE",
    source: "ddl",
    rest: "{database database-option...|reserved database-option...}",
    clause: "alter-database",
  },
  {
    opens: "DROP {DATABASE|SCHEMA}",
    type: "DROP_DATABASE",
    source: "ddl",
    rest: "[if-exists] database",
    clause: "drop-database",
  },
];
