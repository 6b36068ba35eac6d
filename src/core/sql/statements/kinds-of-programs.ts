import type { Cursor } from "./cursor.ts";
import type { StatementKind } from "./kind.ts";
import { displayName, tableName } from "./names.ts";
import { characteristic, event, routine, trigger } from "./routine.ts";

const definer = "[or-replace mariadb] [DEFINER '=' account]";
const viewHead =
  "[ALGORITHM '=' {UNDEFINED|MERGE|TEMPTABLE}] [DEFINER '=' account] [SQL SECURITY {DEFINER|INVOKER}]";
const viewBody = "[ '(' name,... ')' ] AS query [WITH [CASCADED|LOCAL] CHECK OPTION]";

/** Views, routines, triggers, events and the rest of Data Definition (manual 15.1). */
export const kindsOfPrograms: readonly StatementKind[] = [
  {
    opens: `CREATE [or-replace] ${viewHead} VIEW`,
    type: "CREATE_VIEW",
    source: "ddl",
    rest: `[if-not-exists] created ${viewBody}`,
    clause: "create-view",
  },
  {
    opens: `ALTER ${viewHead} VIEW`,
    type: "ALTER_VIEW",
    source: "ddl",
    rest: `altered ${viewBody}`,
    clause: "alter-view",
  },
  {
    opens: "DROP VIEW",
    type: "DROP_VIEW",
    source: "ddl",
    rest: "[if-exists] dropped,... [RESTRICT|CASCADE]",
    clause: "drop-view",
  },
  {
    opens: "CREATE [or-replace] JSON [RELATIONAL] DUALITY VIEW",
    type: "CREATE_VIEW",
    source: "ddl",
    rest: "[if-not-exists] created AS query",
    clause: "create-view",
  },
  {
    opens: "ALTER JSON [RELATIONAL] DUALITY VIEW",
    type: "ALTER_VIEW",
    source: "ddl",
    rest: "altered AS query",
    clause: "alter-view",
  },
  {
    opens: "CREATE MATERIALIZED VIEW",
    type: "CREATE_VIEW",
    source: "ddl",
    rest: `[if-not-exists] created ${viewBody}`,
    clause: "create-view",
  },
  {
    opens: `CREATE ${definer} PROCEDURE`,
    type: "CREATE_PROCEDURE",
    source: "ddl",
    read: (c) => routine(c, "procedure"),
  },
  {
    opens: `CREATE ${definer} [AGGREGATE] FUNCTION`,
    type: "CREATE_FUNCTION",
    source: "ddl",
    read: (c) => routine(c, "function"),
  },
  { opens: `CREATE ${definer} TRIGGER`, type: "CREATE_TRIGGER", source: "ddl", read: trigger },
  {
    opens: `CREATE ${definer} EVENT`,
    type: "CREATE_EVENT",
    source: "ddl",
    read: (c) => event(c, "create-event"),
  },
  {
    opens: "ALTER [DEFINER '=' account] EVENT",
    type: "ALTER_EVENT",
    source: "ddl",
    read: (c) => event(c, "alter-event"),
  },
  {
    opens: "ALTER PROCEDURE",
    type: "ALTER_PROCEDURE",
    source: "ddl",
    read: alterRoutine,
    clause: "alter-routine",
  },
  {
    opens: "ALTER FUNCTION",
    type: "ALTER_FUNCTION",
    source: "ddl",
    read: alterRoutine,
    clause: "alter-routine",
  },
  {
    opens: "DROP PROCEDURE",
    type: "DROP_PROCEDURE",
    source: "ddl",
    rest: "[if-exists] object",
    clause: "drop-routine",
  },
  {
    opens: "DROP FUNCTION",
    type: "DROP_FUNCTION",
    source: "ddl",
    rest: "[if-exists] object",
    clause: "drop-routine",
  },
  {
    opens: "DROP TRIGGER",
    type: "DROP_TRIGGER",
    source: "ddl",
    rest: "[if-exists] object",
    clause: "drop-trigger",
  },
  {
    opens: "DROP EVENT",
    type: "DROP_EVENT",
    source: "ddl",
    rest: "[if-exists] object",
    clause: "drop-event",
  },
  {
    opens: "CREATE LIBRARY mysql",
    type: "CREATE_LIBRARY",
    source: "ddl",
    rest: "[if-not-exists] object [COMMENT text] LANGUAGE word [COMMENT text] AS text",
    clause: "create-other",
  },
  {
    opens: "ALTER LIBRARY mysql",
    type: "ALTER_LIBRARY",
    source: "ddl",
    rest: "object COMMENT text",
    clause: "alter-other",
  },
  {
    opens: "DROP LIBRARY mysql",
    type: "DROP_LIBRARY",
    source: "ddl",
    rest: "[if-exists] object",
    clause: "drop-other",
  },
  {
    opens: "CREATE [UNDO] TABLESPACE mysql",
    type: "CREATE_TABLESPACE",
    source: "ddl",
    rest: "object [ADD DATAFILE text] [USE LOGFILE GROUP name] [tablespace-option...]",
    clause: "create-other",
  },
  {
    opens: "ALTER [UNDO] TABLESPACE mysql",
    type: "ALTER_TABLESPACE",
    source: "ddl",
    rest: "object {{ADD|DROP} DATAFILE text [tablespace-option...]|RENAME TO name|SET {ACTIVE|INACTIVE} [tablespace-option...]|tablespace-option...}",
    clause: "tablespace",
  },
  {
    opens: "DROP [UNDO] TABLESPACE mysql",
    type: "DROP_TABLESPACE",
    source: "ddl",
    rest: "object [tablespace-option...]",
    clause: "drop-other",
  },
  {
    opens: "CREATE LOGFILE GROUP mysql",
    type: "CREATE_LOGFILE_GROUP",
    source: "ddl",
    rest: "object ADD UNDOFILE text [tablespace-option...]",
    clause: "create-other",
  },
  {
    opens: "ALTER LOGFILE GROUP mysql",
    type: "ALTER_LOGFILE_GROUP",
    source: "ddl",
    rest: "object ADD UNDOFILE text [tablespace-option...]",
    clause: "alter-other",
  },
  {
    opens: "DROP LOGFILE GROUP mysql",
    type: "DROP_LOGFILE_GROUP",
    source: "ddl",
    rest: "object [tablespace-option...]",
    clause: "drop-other",
  },
  {
    opens: "CREATE SERVER",
    type: "CREATE_SERVER",
    source: "admin",
    rest: "object-text FOREIGN DATA WRAPPER name-or-text OPTIONS '(' server-option,... ')'",
    clause: "create-other",
  },
  {
    opens: "ALTER SERVER",
    type: "ALTER_SERVER",
    source: "admin",
    rest: "object-text OPTIONS '(' server-option,... ')'",
    clause: "alter-other",
  },
  {
    opens: "DROP SERVER",
    type: "DROP_SERVER",
    source: "admin",
    rest: "[if-exists] object-text",
    clause: "drop-other",
  },
  {
    opens: "CREATE [or-replace] SPATIAL REFERENCE SYSTEM",
    type: "CREATE_SPATIAL_REFERENCE_SYSTEM",
    source: "ddl",
    rest: "[if-not-exists] number {NAME text|DEFINITION text|DESCRIPTION text|ORGANIZATION text IDENTIFIED BY number}...",
    clause: "create-other",
  },
  {
    opens: "DROP SPATIAL REFERENCE SYSTEM",
    type: "DROP_SPATIAL_REFERENCE_SYSTEM",
    source: "ddl",
    rest: "[if-exists] number",
    clause: "drop-other",
  },
  {
    opens: "CREATE [TEMPORARY] SEQUENCE mariadb",
    type: "CREATE_SEQUENCE",
    source: "ddl",
    rest: "[if-not-exists] created [sequence-option...]",
    clause: "create-other",
  },
  {
    opens: "ALTER SEQUENCE mariadb",
    type: "ALTER_SEQUENCE",
    source: "ddl",
    rest: "[if-exists] altered [sequence-option...]",
    clause: "alter-other",
  },
  {
    opens: "DROP [TEMPORARY] SEQUENCE mariadb",
    type: "DROP_SEQUENCE",
    source: "ddl",
    rest: "[if-exists] dropped,...",
    clause: "drop-other",
  },
];

function alterRoutine(c: Cursor) {
  c.object = displayName(tableName(c));
  while (characteristic(c));
}
