import type { EvidencePlan } from "../evidence.ts";

/**
 * What tells that a tool has put its copy in the table's place: the numbers of the table's files are others, and so is its text.
 * CREATE_TIME tells nothing that these do not: it is the copy's. Where an account sees no numbers and the text may stay as it is,
 * the plan of the statement says whether a second run is harmless.
 */
export function evidenceOfSwap({ objects, sign, twice, conditional }: EvidencePlan): EvidencePlan {
  return { objects, parts: ["text", "ids"], sign: sign === "text" ? "text" : "ids", twice, conditional };
}
