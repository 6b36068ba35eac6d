import { quoteName } from "../../sql/write/quote.ts";
import type { ObjectName } from "../object-name.ts";
import { stateColumn, type UndoPlan } from "./kept.ts";

/** Where the ledger is. */
type Place = Pick<ObjectName, "database">;

/** Makes the empty table that rows of a statement are copied into; the server copies the columns' types. */
export function createKept({ database }: Place, { keptIn, table, key, columns }: UndoPlan): string {
  const keyed = [stateColumn, ...key].map(quoteName).join(", ");
  return `CREATE TABLE ${at(database, keptIn)} (${quoteName(stateColumn)} VARCHAR(6) CHARACTER SET ascii NOT NULL, PRIMARY KEY (${keyed})) ENGINE=InnoDB COMMENT='Tollgate undo 1' SELECT ${columns.map(quoteName).join(", ")} FROM ${at(table.database, table.name)} LIMIT 0`;
}

/** How the session that runs the statements reads dates, and on which server. */
export interface KeepingSession {
  mariadb: boolean;
  /** Its sql_mode as it is; the copy is made with the same, but for dates that are none. */
  sqlMode: string;
}

/**
 * Copies what the statement is about to touch, in its transaction, and locks it. `source` and `bounds` are the statement's
 * own words. Dates that strict modes refuse are let through for this one statement.
 */
export function keepBefore(
  { database }: Place,
  { keptIn, columns }: UndoPlan,
  { alias, source, bounds }: { alias: string; source: string; bounds: string },
  session: KeepingSession,
): string {
  const into = `INTO ${at(database, keptIn)} (${[stateColumn, ...columns].map(quoteName).join(", ")})`;
  const select = `SELECT 'before', ${of(alias, columns)} FROM ${source} ${bounds} FOR UPDATE`;
  return relaxed(`${into} ${select}`, session);
}

/** Copies how an UPDATE left the rows that were kept before it, those of its own batch alone. */
export function keepAfter({ database }: Place, plan: UndoPlan, session: KeepingSession): string {
  const { keptIn, columns, table, key } = plan;
  const kept = at(database, keptIn);
  const into = `INTO ${kept} (${[stateColumn, ...columns].map(quoteName).join(", ")})`;
  const has = `SELECT 1 FROM ${kept} AS a WHERE a.${stateColumn} = 'after' AND ${match("a", "b", key)}`;
  return relaxed(
    `${into} SELECT 'after', ${of("t", columns)} FROM ${kept} AS b JOIN ${at(table.database, table.name)} AS t ON ${match("t", "b", key)} WHERE b.${stateColumn} = 'before' AND NOT EXISTS (${has})`,
    session,
  );
}

/** How many of the rows that were kept are still in their table. */
export function countLeft({ database }: Place, { keptIn, table, key }: UndoPlan): string {
  return `SELECT COUNT(*) FROM ${at(database, keptIn)} AS b JOIN ${at(table.database, table.name)} AS t ON ${match("t", "b", key)} WHERE b.${stateColumn} = 'before' ${asItIsNow}`;
}

/** One row, whatever sql_select_limit says. A read that locks makes no snapshot, which later statements of the file's own transaction would go by. */
const asItIsNow = "LIMIT 1 LOCK IN SHARE MODE";

/** Rows that are kept, and bytes of their values. */
export function measureKept({ database }: Place, { keptIn, columns }: UndoPlan): string {
  const bytes = columns.map((name) => `COALESCE(OCTET_LENGTH(${quoteName(name)}), 0)`).join(" + ");
  return `SELECT COUNT(*), COALESCE(SUM(${bytes}), 0) FROM ${at(database, keptIn)} WHERE ${stateColumn} = 'before' ${asItIsNow}`;
}

function relaxed(insert: string, { mariadb, sqlMode }: KeepingSession): string {
  const modes = sqlMode.split(",").filter((one) => one !== "" && !/^NO_ZERO_|^ALLOW_INVALID/.test(one));
  const text = [...modes, "ALLOW_INVALID_DATES"].filter((one) => /^[A-Z_0-9]+$/.test(one)).join(",");
  return mariadb
    ? `SET STATEMENT sql_mode = '${text}' FOR INSERT ${insert}`
    : `INSERT /*+ SET_VAR(sql_mode = '${text}') */ ${insert}`;
}

function of(alias: string, columns: readonly string[]): string {
  return columns.map((name) => `${quoteName(alias)}.${quoteName(name)}`).join(", ");
}

function match(one: string, other: string, key: readonly string[]): string {
  return key.map((name) => `${one}.${quoteName(name)} = ${other}.${quoteName(name)}`).join(" AND ");
}

function at(database: string, name: string): string {
  return `${quoteName(database)}.${quoteName(name)}`;
}
