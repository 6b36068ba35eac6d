import { renderDrift } from "../../core/report/comment/render-drift.ts";
import type { TargetDrift } from "../../core/rollout/drift/target-drift.ts";
import type { Issues } from "../ports/code-host.ts";

type Told = "opened" | "updated" | "closed" | "unchanged";

/**
 * One issue for each environment: opened where it drifts, kept up to date while it does, closed when it does no more. Where
 * a target did not answer and none is known to drift, nobody knows, and the issue stays as it is.
 */
export async function tellDrift(
  issues: Issues,
  environment: string,
  drifts: readonly TargetDrift[],
): Promise<Told> {
  const marker = `<!-- tollgate:drift:${environment} -->`;
  const body = `${marker}\n${renderDrift(environment, drifts)}`;
  const found = await issues.find(marker);
  if (drifts.some(({ state }) => state === "drifted")) {
    if (!found) {
      await issues.open(marker, { title: `The schema of ${environment} is not as rollouts left it`, body });
      return "opened";
    }
    if (found.body === body) return "unchanged";
    await issues.edit(found.number, { body, state: "open" });
    return "updated";
  }
  if (!found || drifts.some(({ state }) => state === "unknown")) return "unchanged";
  await issues.edit(found.number, { body, state: "closed" });
  return "closed";
}
