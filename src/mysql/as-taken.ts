import { UserError } from "../operations/user-error.ts";
import { duplicateKey, hasNumber } from "./has-number.ts";

/** A row of the ledger that is there already is another runner's. @throws what was not that, as it is. */
export function asTaken(error: unknown): never {
  if (!hasNumber(error, duplicateKey)) throw error;
  throw new UserError(
    "ledger-taken",
    "Somebody else wrote to the ledger while the rollout ran.",
    "Start it again, and let nothing but Tollgate write there.",
    { cause: error },
  );
}
