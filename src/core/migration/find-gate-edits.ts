import { isYaml } from "../policy/edits-gate.ts";
import { type NamedTargets, namesTargets } from "../policy/names-targets.ts";
import type { Policy } from "../policy/policy.ts";
import { decodeRoughly } from "../sql/split/decode.ts";
import type { ChangedFile, RepositoryFile } from "./migration.ts";

/** A changed file that the gate is made of: before, after, or both. */
export interface GateEdit {
  file: ChangedFile;
  /** What of the policy it names, before or after; nothing where it is no workflow and no action. */
  names: NamedTargets;
}

/** `before`: as far as it is at hand. `isOfGate`: by the policy and by what the workflows run. */
export function findGateEdits(
  policy: Pick<Policy, "environments" | "projects">,
  changed: readonly ChangedFile[],
  before: readonly RepositoryFile[],
  isOfGate: (path: string) => boolean,
): GateEdit[] {
  const edits = changed.filter(({ path, previousPath }) =>
    [path, previousPath].some((one) => one !== undefined && isOfGate(one)),
  );
  return edits.map((file) => {
    const old = before.find(({ path }) => path === (file.previousPath ?? file.path));
    const texts = [file, old].flatMap((one) => (one && isYaml(one.path) ? [decodeRoughly(one.content)] : []));
    return { file, names: namesTargets(policy, texts) };
  });
}
