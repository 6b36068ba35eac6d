import type { Assessment } from "../assessment.ts";
import type { Policy } from "../policy/policy.ts";
import type { ReviewView } from "./review-view.ts";

/** The view where GitHub is not asked: nobody has approved yet, and there is nothing to link to. */
export function offlineView(
  assessment: Assessment,
  { roles, environments }: Pick<Policy, "roles" | "environments">,
): ReviewView {
  const nowhere = { gate: undefined, head: undefined, files: undefined, details: undefined };
  return { assessment, approval: undefined, roles, environments, ...nowhere, merged: false, sections: [] };
}
