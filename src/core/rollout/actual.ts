import type { Algorithm } from "../change/change.ts";

/** How the server changed a table, as far as it shows. */
export interface ActualChange {
  /** It copied rows: the number that it answers with. */
  copied: boolean;
  /** InnoDB's files of the table are others than before; undefined = this account is not shown, or nobody looked. */
  rebuilt?: boolean;
}

/** Beside what was predicted: the word of the manual where that is certain, else what is known. */
export function describeActual({ copied, rebuilt }: ActualChange, predicted: Algorithm | undefined) {
  if (copied) return "COPY";
  if (rebuilt === undefined) return undefined;
  // A table without rows is copied without a trace of it.
  if (rebuilt) return predicted === "COPY" ? "COPY" : "INPLACE, rebuilt";
  return predicted === undefined || predicted === "COPY" ? "not rebuilt" : predicted;
}
