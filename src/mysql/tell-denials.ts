import type { Target } from "../core/policy/policy.ts";
import { UserError } from "../operations/user-error.ts";
import { hasNumber } from "./has-number.ts";

/** Access denied to a database, table, column, routine, or for want of a privilege; the account is read-only. */
const denials = [1044, 1142, 1143, 1227, 1290, 1370, 1410];

/** Whatever Tollgate does of its own; a migration's statement is answered with what the server said instead. */
export async function tellDenials<Result>(target: Target, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw hasNumber(error, ...denials) ? denied(target, error) : error;
  }
}

function denied({ connection, database, instance }: Target, cause: unknown): UserError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    "connection-denied",
    `The account of ${connection} may not do what a rollout needs on ${database} @ ${instance}: ${said}.`,
    "Grant it what the migrations need, and SELECT, INSERT, UPDATE and CREATE for tollgate_ledger. To be looked at, SELECT is enough.",
    { cause },
  );
}
