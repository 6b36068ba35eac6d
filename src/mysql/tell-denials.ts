import type { Target } from "../core/policy/policy.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { UserError } from "../operations/user-error.ts";
import { hasNumber, serverNumber } from "./has-number.ts";

/** Access denied to a database, table, column, routine, or for want of a privilege. */
const denials = [1044, 1142, 1143, 1227, 1370, 1410];

/** Whatever Tollgate does of its own; a migration's statement is answered with what the server said instead. */
export async function tellDenials<Result>(target: Target, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof UserError || error instanceof StatementError || serverNumber(error) === undefined)
      throw error;
    if (hasNumber(error, readOnlyTransaction)) throw mayOnlyRead(target, error);
    if (isReadOnly(error)) throw readOnly(target, error);
    if (hasNumber(error, interrupted)) throw wasInterrupted(target, error);
    throw hasNumber(error, ...denials) ? denied(target, error) : refused(target, error);
  }
}

/**
 * The server takes no writes, whatever is granted: --read-only, --super-read-only (1290), InnoDB alone (1874), or all of it
 * (1836).
 */
function isReadOnly(error: unknown): boolean {
  if (hasNumber(error, 1836, 1874)) return true;
  return hasNumber(error, 1290) && /read[-_]only/i.test((error as Error).message);
}

/** "Cannot execute statement in a READ ONLY transaction" */
const readOnlyTransaction = 1792;

function mayOnlyRead({ instance }: Target, cause: unknown): UserError {
  return new UserError(
    "server-read-only",
    `The session on ${instance} may only read: the file says so (SET TRANSACTION READ ONLY), or the server does (transaction_read_only).`,
    "Take it out of the file, or set transaction_read_only = OFF on the server.",
    { cause },
  );
}

function readOnly({ connection, instance }: Target, cause: unknown): UserError {
  return new UserError(
    "server-read-only",
    `The server of ${instance} takes no changes: it is a replica, has handed over in a failover, or was set so.`,
    `Point ${connection} to the primary. No privilege helps.`,
    { cause },
  );
}

/** "Query execution was interrupted": by KILL QUERY, which a cancelled run sends to its own session as well. */
const interrupted = 1317;

function wasInterrupted({ database, instance }: Target, cause: unknown): UserError {
  return new UserError(
    "interrupted",
    `A question of Tollgate's own to ${database} @ ${instance} was interrupted: the run was cancelled, or somebody sent KILL QUERY.`,
    "Nothing is run twice and nothing forgotten: start the rollout again, and it finds out what took effect, or asks.",
    { cause },
  );
}

function refused({ database, instance }: Target, cause: unknown): UserError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    "server-refused",
    `${database} @ ${instance} refused what Tollgate itself asked for: ${said}.`,
    "Correct that on the server, and start again: what ran is recorded.",
    { cause },
  );
}

function denied({ connection, database, instance }: Target, cause: unknown): UserError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    "connection-denied",
    `The account of ${connection} may not do what a rollout needs on ${database} @ ${instance}: ${said}.`,
    "`tollgate doctor` says what it lacks, each with the GRANT that gives it.",
    { cause },
  );
}
