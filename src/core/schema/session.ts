import type { ClauseOf } from "../sql/clause.ts";
import { type Home, type NameScope, type TableKey, unknownHome } from "./names.ts";

/** What earlier statements of the same script set for the later ones. */
export interface Session {
  /** What names mean from here on; USE changes it. */
  scope: NameScope;
  foreignKeyChecks: boolean;
  /** sql_mode refuses values that do not fit, as it does unless the script says otherwise. */
  strict: boolean;
  /** sql_mode takes '0000-00-00', which it does not unless the script says so. */
  zeroDates: boolean;
  /** Names of prepared statements whose text was read. */
  prepared: Set<string>;
  /** Keys of TEMPORARY tables, which hide the real ones of the same name. */
  temporary: Set<TableKey>;
}

export function newSession(home: Home = unknownHome): Session {
  return {
    scope: { home, database: undefined },
    foreignKeyChecks: true,
    strict: true,
    zeroDates: false,
    prepared: new Set(),
    temporary: new Set(),
  };
}

/** Follows SET foreign_key_checks and SET sql_mode. A value that is computed counts as the worse one. */
export function followSetting(session: Session, { variable, value }: ClauseOf<"set-session">) {
  if (variable === "foreign_key_checks") session.foreignKeyChecks = !/^'?(0|off|false)'?$/i.test(value);
  if (variable !== "sql_mode") return;
  session.strict = /^(default|'[^']*(strict_|traditional)[^']*')$/i.test(value);
  session.zeroDates = !/^(default|'[^']*(no_zero_date|traditional)[^']*')$/i.test(value);
}
