import type { Cost } from "../change/change.ts";
import type { AlterWay } from "./factor.ts";

/** How a whole ALTER TABLE is carried out. */
export function wayOf({ algorithm, rebuilds }: Cost): AlterWay {
  if (algorithm === undefined || rebuilds === undefined) return "unknown";
  if (algorithm === "INSTANT") return "at-once";
  return algorithm === "INPLACE" && !rebuilds ? "in-place" : "anew";
}
