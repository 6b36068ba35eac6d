import type { ClauseOf } from "../sql/clause.ts";
import type { TableName } from "../sql/definition.ts";
import { tableKey } from "./catalog.ts";

/** What earlier statements of the same script set for the later ones. */
export interface Session {
  /** After USE; undefined = the one that the script is run on. */
  database: string | undefined;
  foreignKeyChecks: boolean;
  /** sql_mode refuses values that do not fit, as it does unless the script says otherwise. */
  strict: boolean;
  /** sql_mode takes '0000-00-00', which it does not unless the script says so. */
  zeroDates: boolean;
  /** Names of prepared statements whose text was read. */
  prepared: Set<string>;
  /** Keys of TEMPORARY tables, which hide the real ones of the same name. */
  temporary: Set<string>;
}

export function newSession(): Session {
  return {
    database: undefined,
    foreignKeyChecks: true,
    strict: true,
    zeroDates: false,
    prepared: new Set(),
    temporary: new Set(),
  };
}

/** The name with the database that it means. */
export function inSession(name: TableName, { database }: Session): TableName {
  return name.database === undefined && database !== undefined ? { database, table: name.table } : name;
}

/** The key of the table that the name means. */
export function keyInSession({ database, table }: TableName, session: Session): string {
  return tableKey({ database: database ?? session.database, table });
}

/** Follows SET foreign_key_checks and SET sql_mode. A value that is computed counts as the worse one. */
export function followSetting(session: Session, { variable, value }: ClauseOf<"set-session">) {
  if (variable === "foreign_key_checks") session.foreignKeyChecks = !/^'?(0|off|false)'?$/i.test(value);
  if (variable !== "sql_mode") return;
  session.strict = /^(default|'[^']*(strict_|traditional)[^']*')$/i.test(value);
  session.zeroDates = !/^(default|'[^']*(no_zero_date|traditional)[^']*')$/i.test(value);
}
