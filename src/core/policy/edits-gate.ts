import { isBelow } from "./local-actions.ts";

/** Where the policy stands. */
export const policyPath = ".github/tollgate.yml";

/** Where an organisation's floor stands, in its `.github` repository. */
export const floorPath = "tollgate.yml";

/**
 * What the gate is made of, as far as a path tells: everything under `.github/` (the policy, workflows, what runs in
 * them, their lockfile, whoever must review), the files that GitHub takes for CODEOWNERS, and every action. Nothing
 * under `.github/` is left out as harmless: a workflow can run any file of it.
 */
export function mayEditGate(path: string): boolean {
  return (
    /^\.github(?:\/|$)/i.test(path) ||
    /^(?:docs\/)?codeowners$/i.test(path) ||
    /(?:^|\/)action\.ya?ml$/i.test(path)
  );
}

/** Of what the gate is made of only these are read: a workflow, an action, the policy. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Whether a file is of the gate: `folders` are those of the actions that workflows run from their own repository. */
export function gateFiles(
  matches: (path: string) => boolean,
  folders: readonly string[],
): (path: string) => boolean {
  return (path) => mayEditGate(path) || matches(path) || folders.some((folder) => isBelow(folder, path));
}
