import type { TreeEntry } from "./compare-trees.ts";
import type { JudgedChange, Run } from "./digest.ts";

/**
 * What is different now from what somebody saw, in words that follow "since then"; empty = what they saw covers what is
 * there: the same files, formats, statements and order, on the same targets or on fewer. `received`: whether the base
 * has taken over a change byte for byte meanwhile, so that the pull request no longer shows it.
 */
export function whatDiffers(
  seen: readonly JudgedChange[],
  now: readonly JudgedChange[],
  received: (change: JudgedChange) => boolean,
): string[] {
  const before = new Map(seen.map((change) => [change.path, change]));
  const present = new Set(now.map(({ path }) => path));
  const gone = seen.filter((change) => !present.has(change.path) && !received(change));
  const both = now.flatMap((change) => {
    const was = before.get(change.path);
    return was ? fileDifferences(was, change) : [`${change.path} is new`];
  });
  const differences = [...both, ...gone.map(({ path }) => `${path} is no longer part of it`)];
  const isReordered = differences.length === 0 && !sameOrder(seen, now);
  return isReordered ? ["the order in which the files run changed"] : differences;
}

/** How one file differs from what somebody saw of it, whatever else they saw. */
export function whatDiffersIn(
  path: string,
  seen: readonly JudgedChange[],
  now: readonly JudgedChange[],
): string[] {
  const only = (changes: readonly JudgedChange[]) => changes.filter((change) => change.path === path);
  return whatDiffers(only(seen), only(now), () => false);
}

/** Whether a base with these files has taken over a change. */
export function receivedBy(base: readonly TreeEntry[]): (change: JudgedChange) => boolean {
  const entries = new Map(base.map((entry) => [entry.path, entry]));
  return ({ kind, path, previousPath, mode, blob }) => {
    const entry = entries.get(path);
    if (kind === "deleted") return entry === undefined;
    const isLeft = previousPath !== undefined && entries.has(previousPath);
    return entry?.mode === mode && entry.blob === blob && !isLeft;
  };
}

function fileDifferences(was: JudgedChange, now: JudgedChange): string[] {
  const { path } = now;
  if (was.blob !== now.blob || was.mode !== now.mode) return [`${path} has other content`];
  if (was.kind !== now.kind) return [`${path} was ${was.kind} and now is ${now.kind}`];
  if (was.previousPath !== now.previousPath) return [`${path} had another name before`];
  const reaims = now.reaims?.join("\n") ?? "";
  if (reaims !== (was.reaims?.join("\n") ?? ""))
    return [`${path} changes what other files do in another way`];
  return [...new Set(now.runs.flatMap((run) => runDifferences(path, was.runs, run)))];
}

function runDifferences(path: string, before: readonly Run[], run: Run): string[] {
  return run.targets.flatMap((target) => {
    const was = before.filter(({ targets }) => targets.includes(target));
    if (was.length === 0) return [`${path} now runs also on ${describeTarget(target)}`];
    if (was.some((one) => isSameReading(one, run))) return [];
    return [
      was.some(({ format, as }) => format === run.format && as === run.as)
        ? `${path} now has other statements, by the policy's placeholders`
        : `${path} is now read as ${run.as} of ${run.format}`,
    ];
  });
}

function isSameReading(a: Run, b: Run): boolean {
  return a.format === b.format && a.as === b.as && a.statements.join() === b.statements.join();
}

function describeTarget(text: string): string {
  const [environment, instance, database] = JSON.parse(text) as [string, string, string];
  return `${database}@${instance} (${environment})`;
}

/** What both have, in the same order. */
function sameOrder(seen: readonly JudgedChange[], now: readonly JudgedChange[]): boolean {
  const present = new Set(now.map(({ path }) => path));
  const common = seen.filter(({ path }) => present.has(path));
  return common.every(({ path }, i) => path === now[i]?.path);
}
