import type { Connection, RowDataPacket } from "mysql2/promise";
import type { ServerMode } from "../core/rollout/access/writable.ts";
import { privilegeMissing, serverNumber, syntaxError } from "./has-number.ts";

const switches = ["innodb_read_only", "super_read_only", "read_only"] as const;

/** MariaDB 12 has more words than ON: NO_LOCK, NO_LOCK_NO_ADMIN. */
const off = ["OFF", "0"];

export async function readServerMode(connection: Connection): Promise<ServerMode> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)", [
    switches,
  ]);
  const values = new Map(rows.map((row) => [String(row.Variable_name), String(row.Value).toUpperCase()]));
  return {
    readOnly: switches.filter((name) => !off.includes(values.get(name) ?? "OFF")),
    replicatesFrom: await readSources(connection),
  };
}

/** MySQL since 8.0.22, MariaDB for all its channels, MySQL 5.7. */
const questions = ["SHOW REPLICA STATUS", "SHOW ALL REPLICAS STATUS", "SHOW SLAVE STATUS"];

async function readSources(connection: Connection): Promise<string[] | undefined> {
  let seen: string[] | undefined;
  for (const question of questions) {
    const answer = await ask(connection, question);
    if (answer === "denied") return undefined;
    if (answer !== "unknown") seen = [...new Set([...(seen ?? []), ...answer])];
    if (seen && seen.length > 0) return seen;
  }
  return seen;
}

async function ask(connection: Connection, question: string): Promise<string[] | "denied" | "unknown"> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(question);
    return rows.map((row) => `${row.Source_Host ?? row.Master_Host}:${row.Source_Port ?? row.Master_Port}`);
  } catch (error) {
    const number = serverNumber(error);
    if (number === privilegeMissing) return "denied";
    if (number === syntaxError) return "unknown";
    throw error;
  }
}
