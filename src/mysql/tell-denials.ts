import type { Target } from "../core/policy/policy.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { UserError } from "../operations/user-error.ts";
import { hasNumber, serverNumber } from "./has-number.ts";

/** Access denied to a database, table, column, routine, or for want of a privilege; the account is read-only. */
const denials = [1044, 1142, 1143, 1227, 1370, 1410];

/** --read-only and the like, a read-only transaction, InnoDB in recovery. */
const readOnly = [1290, 1792, 1836];

/** Whatever Tollgate does of its own; a migration's statement is answered with what the server said instead. */
export async function tellDenials<Result>(target: Target, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof UserError || error instanceof StatementError || serverNumber(error) === undefined)
      throw error;
    if (hasNumber(error, ...readOnly)) throw isReadOnly(target, error);
    throw hasNumber(error, ...denials) ? denied(target, error) : refused(target, error);
  }
}

function isReadOnly({ connection, instance }: Target, cause: unknown): UserError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    "server-read-only",
    `Instance ${instance} takes no writes: ${said}.`,
    `Let ${connection} lead to the primary, or wait until it is one again.`,
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
    "Grant it what the migrations need, and SELECT, INSERT and CREATE for tollgate_ledger. To be looked at, SELECT is enough.",
    { cause },
  );
}
