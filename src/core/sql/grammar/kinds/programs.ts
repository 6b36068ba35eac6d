import type { Cursor } from "../cursor.ts";
import { displayName, tableName } from "../names.ts";
import { characteristic, event, routine, trigger } from "../programs/routine.ts";
import type { StatementKind } from "./kind.ts";

const programHead = "[or-replace mariadb] [definer]";
const viewHead = "[ALGORITHM '=' {UNDEFINED|MERGE|TEMPTABLE}] [definer] [SQL SECURITY {DEFINER|INVOKER}]";
const viewBody = "[view-columns] AS query [WITH [CASCADED|LOCAL] CHECK OPTION]";

/** Views, routines, libraries, triggers and events (manual 15.1). */
export const kindsOfPrograms: readonly StatementKind[] = [
  {
    opens: `CREATE [or-replace] ${viewHead} VIEW`,
    type: "CREATE_VIEW",
    source: "ddl",
    rest: `[if-not-exists-alone] created ${viewBody}`,
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
    rest: "[if-not-exists-alone] created AS query",
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
    opens: `CREATE ${programHead} PROCEDURE`,
    type: "CREATE_PROCEDURE",
    source: "ddl",
    read: (c) => routine(c, "procedure"),
  },
  {
    opens: `CREATE ${programHead} [AGGREGATE] FUNCTION`,
    type: "CREATE_FUNCTION",
    source: "ddl",
    read: (c) => routine(c, "function"),
  },
  { opens: `CREATE ${programHead} TRIGGER`, type: "CREATE_TRIGGER", source: "ddl", read: trigger },
  {
    opens: `CREATE ${programHead} EVENT`,
    type: "CREATE_EVENT",
    source: "ddl",
    read: (c) => event(c, "create-event"),
  },
  {
    opens: "ALTER [definer] EVENT",
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
];

function alterRoutine(c: Cursor) {
  c.object = displayName(tableName(c));
  while (characteristic(c));
}
