/** Where the policy stands. */
export const policyPath = ".github/tollgate.yml";

/** Files that decide what Tollgate judges by: the policy, and workflows. Their changes are read with the migrations. */
export function mayEditGate(path: string): boolean {
  return path === policyPath || /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/**
 * Whether a changed file is the policy, or a workflow that runs Tollgate: before or after. What a workflow said
 * before is not always at hand (undefined); then it counts, since it may have run Tollgate.
 */
export function editsGate(path: string, before: string | undefined, after: string): boolean {
  if (path === policyPath) return true;
  return mayEditGate(path) && (before === undefined || /tollgate/i.test(before) || /tollgate/i.test(after));
}
