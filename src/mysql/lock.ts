import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import { UserError } from "../operations/user-error.ts";

/** Seconds that a rollout waits for another one of the same target. */
const patience = 30;

/**
 * GitHub's concurrency groups serialise runs of one workflow; only the server can keep out a second workflow, a shell
 * and the statement of a killed run that the server is still busy with. A user-level lock ends with its session,
 * whatever becomes of us. `part` tells the two sessions of a rollout apart: one statement could release its own
 * session's locks (RELEASE_ALL_LOCKS), not the other's.
 */
export async function takeLock(
  connection: Connection,
  target: Target,
  part: "ledger" | "statements",
  seconds = patience,
): Promise<void> {
  const name = lockName(target.database, part);
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT GET_LOCK(?, ?) AS held, IS_USED_LOCK(?) AS holder",
    [name, seconds, name],
  );
  if (Number(rows[0]?.held) === 1) return;
  throw new UserError(
    "target-locked",
    `Another rollout works on ${target.database} @ ${target.instance} (connection ${rows[0]?.holder}).`,
    "Wait until it has ended and start again. A killed run holds the lock until the server has finished its statement.",
  );
}

/** Names hold at most 64 characters: https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html */
function lockName(database: string, part: string): string {
  const name = `tollgate.${part}.${database}`;
  return name.length <= 64 ? name : `tollgate.${part}.${createHash("sha1").update(database).digest("hex")}`;
}
