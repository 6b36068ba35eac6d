/** Where the policy stands. */
export const policyPath = ".github/tollgate.yml";

/** Where an organisation's floor stands, in its `.github` repository. */
export const floorPath = "tollgate.yml";

/** Files that decide what Tollgate judges by: the policy, and workflows. Their changes are read with the migrations. */
export function mayEditGate(path: string): boolean {
  return path === policyPath || /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

interface File {
  path: string;
  content: Uint8Array;
}

/**
 * The changed files that are the policy, or a workflow that runs Tollgate: before or after. What a changed workflow
 * said before is not always at hand; then it counts, since it may have run Tollgate.
 */
export function findGateEdits<T extends File & { previousPath: string | undefined; kind: string }>(
  changed: readonly T[],
  before: readonly File[],
): T[] {
  return changed.filter((file) => {
    const paths = [file.path, file.previousPath].filter((path) => path !== undefined && mayEditGate(path));
    if (paths.length === 0) return false;
    if (paths.includes(policyPath) || runsTollgate(file.content)) return true;
    if (file.kind === "added") return false;
    const old = before.find(({ path }) => path === (file.previousPath ?? file.path));
    return old === undefined || runsTollgate(old.content);
  });
}

const word = [..."tollgate"].map((letter) => letter.charCodeAt(0));

/** In either case; GitHub reads workflows as UTF-8. */
function runsTollgate(content: Uint8Array): boolean {
  return content.some((_, at) => word.every((code, i) => ((content[at + i] ?? 0) | 0x20) === code));
}
