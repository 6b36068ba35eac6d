import { type Connection, type ConnectionOptions, createConnection } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import { serverOptions } from "./server-options.ts";
import { unreachable } from "./unreachable.ts";
import type { Variables } from "./variables.ts";

/** MySQL's own default since 5.7; the splitter reads quotes and backslashes as this mode does. */
const sqlMode =
  "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

/** A second that a statement waits for a metadata lock is a second in which all later queries on the table wait too. */
const lockWaitSeconds = 5;

/** A session whose settings do not depend on the server's, for the instance of a target; no database is chosen. */
export async function connect(target: Target, variables: Variables): Promise<Connection> {
  const connection = await dial(target, await serverOptions(target, variables));
  await pinSession(connection);
  return connection;
}

/** Also after COM_RESET_CONNECTION, which brings the server's settings back. */
export async function pinSession(connection: Connection): Promise<void> {
  await connection.query("SET NAMES utf8mb4");
  await connection.query(
    `SET SESSION sql_mode = '${sqlMode}', time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1,
       unique_checks = 1, lock_wait_timeout = ${lockWaitSeconds}, innodb_lock_wait_timeout = ${lockWaitSeconds},
       wait_timeout = 2147483`,
  );
}

async function dial(target: Target, options: ConnectionOptions): Promise<Connection> {
  try {
    return await createConnection({
      ...options,
      // One COM_QUERY is one statement, and no server may ask us for a file.
      multipleStatements: false,
      flags: ["-LOCAL_FILES"],
      charset: "utf8mb4",
      timezone: "Z",
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      connectTimeout: 20_000,
    });
  } catch (cause) {
    throw unreachable(target, cause);
  }
}
