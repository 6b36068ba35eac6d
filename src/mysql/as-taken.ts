import { UserError } from "../operations/user-error.ts";
import { duplicateKey, hasNumber, tableExists } from "./has-number.ts";

/** A row of the ledger, or the ledger itself, that is there already is another runner's. @throws what was not that, as it is. */
export function asTaken(error: unknown): never {
  if (!hasNumber(error, duplicateKey, tableExists)) throw error;
  throw new UserError(
    "ledger-taken",
    "Somebody else wrote to the ledger while the rollout ran.",
    "Start it again, and let nothing but Tollgate write there.",
    { cause: error },
  );
}
