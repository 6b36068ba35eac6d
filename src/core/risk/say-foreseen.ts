import type { Foreseen, RiskContext } from "./factor.ts";

/** What was foreseen of a kind at the statement, as one text; undefined = nothing of it. */
export function sayForeseen({ foreseen }: RiskContext, kind: Foreseen["id"]): string | undefined {
  const found = foreseen?.filter(({ id }) => id === kind) ?? [];
  return found.length > 0 ? found.map(({ says }) => says).join(" ") : undefined;
}
