import type { Target } from "../policy/policy.ts";
import type { TargetGroup } from "./target-groups.ts";

/** https://docs.github.com/en/actions/reference/limits: jobs that the matrices of one run may come to. */
export const mostJobs = 256;

/** undefined = the text names no number of jobs that GitHub takes. */
export function jobsNamed(text: string): number | undefined {
  const jobs = Number(text);
  return Number.isInteger(jobs) && jobs >= 1 && jobs <= mostJobs ? jobs : undefined;
}

/** One group of targets as a matrix of GitHub Actions. */
export interface GroupMatrix {
  group: string;
  /** How many targets its jobs carry. */
  targets: number;
  include: readonly MatrixJob[];
}

interface MatrixJob {
  /** What the job is called. */
  job: string;
  /** `database@instance`, several with commas: the input `targets` of the job. */
  targets: string;
}

/** A job for each target; where these would be more than `most`, jobs of several, in the order of the groups. */
export function matrixOf(
  groups: readonly TargetGroup<{ target: Target }>[],
  most: number = mostJobs,
): GroupMatrix[] {
  const size = sizeOfJobs(
    groups.map(({ items }) => items.length),
    most,
  );
  return groups.map(({ name, items }) => ({
    group: name,
    targets: items.length,
    include: chunks(items, size).map((chunk) => jobOf(chunk.map(({ target }) => target))),
  }));
}

/** Targets for each job; a group has jobs of its own. */
function sizeOfJobs(counts: readonly number[], most: number): number {
  const largest = Math.max(1, ...counts);
  for (let size = 1; size < largest; size++) {
    if (counts.reduce((sum, count) => sum + Math.ceil(count / size), 0) <= most) return size;
  }
  return largest;
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function jobOf(targets: readonly Target[]): MatrixJob {
  const names = targets.map(targetKey);
  const [first = ""] = names;
  return {
    job: names.length > 1 ? `${first} and ${names.length - 1} more` : first,
    targets: names.join(","),
  };
}

/** `database@instance`: an instance's name has no @, a database's may. */
export function targetKey({ database, instance }: Pick<Target, "database" | "instance">): string {
  return `${database}@${instance}`;
}
