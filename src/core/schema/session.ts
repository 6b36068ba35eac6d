import type { ClauseOf } from "../sql/clause.ts";
import { type Home, type NameScope, type TableKey, unknownHome } from "./names.ts";
import { isSwitchedOn, modesSet } from "./setting-value.ts";

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

/** Modes in which values that do not fit are refused. */
export const strictModes: ReadonlySet<string> = new Set([
  "STRICT_TRANS_TABLES",
  "STRICT_ALL_TABLES",
  "TRADITIONAL",
]);

/** Follows SET foreign_key_checks and SET sql_mode. A value that is computed counts as the worse one. */
export function followSetting(session: Session, { variable, value }: ClauseOf<"set-session">) {
  if (variable === "foreign_key_checks") session.foreignKeyChecks = isSwitchedOn(value) ?? true;
  if (variable !== "sql_mode") return;
  const isDefault = value.trim().toUpperCase() === "DEFAULT";
  const modes = modesSet(value) ?? [];
  session.strict = isDefault || modes.some((mode) => strictModes.has(mode));
  session.zeroDates = !(isDefault || modes.includes("NO_ZERO_DATE") || modes.includes("TRADITIONAL"));
}
