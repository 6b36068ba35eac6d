import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import { connect } from "./connect.ts";
import { readFreshStatistics } from "./fresh-statistics.ts";
import { setWhereKnown } from "./set-where-known.ts";
import type { Variables } from "./variables.ts";

/** No question is worth more of a server's time. */
const secondsToRead = 60;
const secondsToExplain = 1;

/** A session that asks: it cannot write, and no question of its holds a server up for long. */
export interface AskingSession {
  connection: Connection;
  /** As the server says it. */
  version: string;
  mariadb: boolean;
}

export async function connectToAsk(target: Target, variables: Variables): Promise<AskingSession> {
  const connection = await connect(target, variables, "reads");
  try {
    const [rows] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
    const version = String(rows[0]?.version);
    const asking = { connection, version, mariadb: /mariadb/i.test(version) };
    await limitSeconds(asking, secondsToRead);
    await readFreshStatistics(connection);
    return asking;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** EXPLAIN counts as a read: manual 7.1.8, max_execution_time; MariaDB's max_statement_time. */
export function limitToExplain(asking: AskingSession): Promise<void> {
  return limitSeconds(asking, secondsToExplain);
}

async function limitSeconds({ connection, mariadb }: AskingSession, seconds: number): Promise<void> {
  const limit = mariadb ? `max_statement_time = ${seconds}` : `max_execution_time = ${seconds * 1000}`;
  await setWhereKnown(connection, limit);
}
