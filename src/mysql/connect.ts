import { type Connection, type ConnectionOptions, createConnection } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import { serverNumber } from "./has-number.ts";
import { type PinnedServer, pinSession, type SessionPurpose } from "./pins.ts";
import { serverOptions } from "./server-options.ts";
import { unreachable } from "./unreachable.ts";
import type { Variables } from "./variables.ts";

/** A session whose settings do not depend on the server's, for the instance of a target; no database is chosen. */
export async function connect(
  target: Target,
  variables: Variables,
  purpose: SessionPurpose = "writes",
): Promise<Connection> {
  return (await connectPinned(target, variables, purpose)).connection;
}

export async function connectPinned(
  target: Target,
  variables: Variables,
  purpose: SessionPurpose = "writes",
): Promise<{ connection: Connection; server: PinnedServer }> {
  const connection = await dial(target, await serverOptions(target, variables));
  // An idle connection that ends is noticed at its next use; without a listener it would end the process.
  connection.on("error", () => undefined);
  try {
    return { connection, server: await pinSession(connection, purpose) };
  } catch (cause) {
    connection.destroy();
    throw serverNumber(cause) === undefined ? unreachable(target, cause) : cause;
  }
}

/** Nothing is set in it yet. */
export async function dial(target: Target, options: ConnectionOptions): Promise<Connection> {
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
