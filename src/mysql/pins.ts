import type { Connection, RowDataPacket } from "mysql2/promise";
import type { ServerIdentity } from "../core/rollout/ledger/row.ts";
import { lockWaitSeconds } from "../core/rollout/lock-wait.ts";

/** MySQL's own default since 5.7; the splitter reads quotes and backslashes as this mode does. */
const sqlMode =
  "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

/** Before anything is read: a server's own default may cut answers short. */
const first = "sql_big_selects = 1, sql_select_limit = 18446744073709551615";

/**
 * Settings that an ordinary account may set, each as every server of either kind has it by default: a rollout does not
 * depend on how the server's own were set. A server is sent those that it knows.
 */
const pins: Readonly<Record<string, string>> = {
  sql_mode: `'${sqlMode}'`,
  sql_select_limit: "18446744073709551615",
  time_zone: "'+00:00'",
  autocommit: "1",
  completion_type: "0",
  transaction_isolation: "'REPEATABLE-READ'",
  tx_isolation: "'REPEATABLE-READ'",
  transaction_read_only: "0",
  tx_read_only: "0",
  foreign_key_checks: "1",
  unique_checks: "1",
  sql_safe_updates: "0",
  sql_big_selects: "1",
  sql_auto_is_null: "0",
  sql_notes: "1",
  max_execution_time: "0",
  max_statement_time: "0",
  updatable_views_with_limit: "1",
  div_precision_increment: "4",
  group_concat_max_len: "1024",
  old_alter_table: "0",
  default_storage_engine: "InnoDB",
  default_tmp_storage_engine: "InnoDB",
  lc_time_names: "'en_US'",
  explicit_defaults_for_timestamp: "1",
  sql_quote_show_create: "1",
  show_create_table_verbosity: "0",
  sql_if_exists: "0",
  check_constraint_checks: "1",
  system_versioning_alter_history: "'ERROR'",
  lock_wait_timeout: String(lockWaitSeconds.metadata),
  innodb_lock_wait_timeout: String(lockWaitSeconds.rows),
  // A dead peer's session keeps its locks for as long as the server waits for it.
  wait_timeout: "600",
};

/** What is another default there, or set by every account there and by few on MySQL. */
const mariadbPins: Readonly<Record<string, string>> = {
  group_concat_max_len: "1048576",
  innodb_strict_mode: "1",
};

/** What the values, definitions or programs that a migration leaves behind may depend on. */
const shaping = [
  "sql_mode",
  "time_zone",
  "explicit_defaults_for_timestamp",
  "default_storage_engine",
  "div_precision_increment",
  "group_concat_max_len",
  "lc_time_names",
  "innodb_strict_mode",
  "foreign_key_checks",
  "check_constraint_checks",
];

/** Not for an ordinary account to set: recorded with every run. */
const recorded = [
  "innodb_strict_mode",
  "sql_require_primary_key",
  "sql_generate_invisible_primary_key",
  "binlog_format",
  "sql_log_bin",
  "character_set_database",
  "max_allowed_packet",
  "read_only",
  "super_read_only",
];

const identity = ["server_uuid", "server_uid", "hostname", "port", "version", "system_time_zone"];

export interface PinnedServer {
  mariadb: boolean;
  identity: Omit<ServerIdentity, "started">;
  settings: Readonly<Record<string, string>>;
  /** Settings that shape what is left behind and differ here from the server's own: `time_zone: +05:00 there, +00:00 here`. */
  overruled: readonly string[];
  /** Brings a session back to where it began, whatever was set in it. */
  pin: readonly string[];
}

/** What a session may do: what its account may, or only read, whatever that may. */
export type SessionPurpose = "writes" | "reads";

/** Of a session that only reads: each server has one of them. */
const readsOnly: Readonly<Record<string, string>> = { transaction_read_only: "1", tx_read_only: "1" };

/** Gives a new session the settings of a rollout, and says which server it is. */
export async function pinSession(
  connection: Connection,
  purpose: SessionPurpose = "writes",
): Promise<PinnedServer> {
  await connection.query(`SET SESSION ${first}`);
  const asked = [...Object.keys(pins), ...recorded, ...identity].map((name) => `'${name}'`);
  const [rows] = await connection.query<RowDataPacket[]>(
    `SHOW SESSION VARIABLES WHERE Variable_name IN (${asked.join(", ")})`,
  );
  const found = new Map(
    rows.map((row) => {
      const [name, value] = Object.values(row);
      return [String(name).toLowerCase(), String(value)];
    }),
  );
  const version = found.get("version") ?? "";
  const mariadb = /mariadb/i.test(version);
  const pin = pinsOf(found, { mariadb, purpose });
  for (const sql of pin) await connection.query(sql);
  const settings = recorded.flatMap((name) => {
    const value = found.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    mariadb,
    identity: {
      id: found.get("server_uuid") ?? found.get("server_uid") ?? "",
      host: found.get("hostname") ?? "",
      port: Number(found.get("port") ?? 0),
      version,
    },
    settings: Object.fromEntries(settings),
    overruled: overruledIn(found, mariadb),
    pin,
  };
}

function overruledIn(found: ReadonlyMap<string, string>, mariadb: boolean): string[] {
  const all = mariadb ? { ...pins, ...mariadbPins } : pins;
  return shaping.flatMap((name) => {
    const [there, here] = [found.get(name), all[name]];
    if (there === undefined || here === undefined) return [];
    const isSame = plain(there, found) === plain(here.replaceAll("'", ""), found);
    return isSame ? [] : [`${name}: ${there} there, ${here.replaceAll("'", "")} here`];
  });
}

/** Two spellings of one value are one text. */
function plain(value: string, found: ReadonlyMap<string, string>): string {
  if (value === "SYSTEM" && /^(UTC|GMT)$/.test(found.get("system_time_zone") ?? "")) return "+00:00";
  // The driver asks for IGNORE_SPACE itself.
  const words = value
    .toLowerCase()
    .split(",")
    .filter((one) => one !== "ignore_space");
  const word = words.sort().join();
  return { on: "1", off: "0" }[word] ?? word;
}

function pinsOf(
  known: ReadonlyMap<string, string>,
  { mariadb, purpose }: { mariadb: boolean; purpose: SessionPurpose },
): string[] {
  const all = { ...pins, ...(mariadb && mariadbPins), ...(purpose === "reads" && readsOnly) };
  const set = Object.entries(all).flatMap(([name, value]) => (known.has(name) ? [`${name} = ${value}`] : []));
  return [`SET NAMES utf8mb4, ${set.map((one) => `SESSION ${one}`).join(", ")}`];
}
