import type { StatementKind } from "./kind.ts";

const lines = [
  "BINARY LOGS",
  "MASTER LOGS master-and-slave before-eight-four",
  "BINARY LOG STATUS",
  "{MASTER|SLAVE} STATUS master-and-slave before-eight-four [channel]",
  "SLAVE HOSTS master-and-slave before-eight-four",
  "ALL SLAVES STATUS mariadb",
  "{BINLOG|RELAYLOG} EVENTS [IN text] [FROM number] [limit] [channel]",
  "{CHARACTER SET|CHARSET|COLLATION} [filter]",
  "[EXTENDED] [FULL] {COLUMNS|FIELDS} {FROM|IN} table [from-database] [filter]",
  "CREATE {DATABASE|SCHEMA} [if-not-exists] name",
  "CREATE {EVENT|FUNCTION|PROCEDURE|TRIGGER|LIBRARY|SEQUENCE|PACKAGE} dotted-name",
  "CREATE {TABLE|VIEW} table",
  "CREATE USER account",
  "{DATABASES|SCHEMAS} [filter]",
  "ENGINE {name|ALL} {STATUS|MUTEX|LOGS}",
  "[STORAGE] ENGINES",
  "{ERRORS|WARNINGS} [limit]",
  "COUNT '(' '*' ')' {ERRORS|WARNINGS}",
  "{EVENTS|TRIGGERS|OPEN TABLES|TABLE STATUS} [from-database] [filter]",
  "[EXTENDED] [FULL] TABLES [from-database] [filter]",
  "{FUNCTION|PROCEDURE|LIBRARY} STATUS [filter]",
  "{FUNCTION|PROCEDURE} CODE dotted-name",
  "GRANTS [FOR account [USING account,...]]",
  "[EXTENDED] {INDEX|INDEXES|KEYS} {FROM|IN} table [from-database] [WHERE expr]",
  "{PLUGINS|PRIVILEGES|PROFILES|REPLICAS|AUTHORS|CONTRIBUTORS}",
  "[FULL] PROCESSLIST",
  "PROFILE [{ALL|BLOCK IO|CONTEXT SWITCHES|CPU|IPC|MEMORY|PAGE FAULTS|SOURCE|SWAPS},...] [FOR QUERY number] [limit]",
  "REPLICA STATUS [channel]",
  "[GLOBAL|SESSION|LOCAL] {STATUS|VARIABLES} [filter]",
  "PARSE_TREE [explain-format] statement-body",
];

/** SHOW (manual 15.7.7): one line for each thing to show. */
export const kindsOfShow: readonly StatementKind[] = [
  { opens: "SHOW", type: "SHOW", source: "admin", rest: lines.join("|") },
];
