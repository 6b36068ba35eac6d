import type { Policy } from "../../core/policy/policy.ts";
import type { DatabaseStatistics, StatisticsSnapshot } from "../../core/schema/statistics.ts";
import { writeStatistics } from "../../core/schema/write-statistics.ts";
import type { Clock } from "../ports/clock.ts";
import type { BranchWriter, Repository } from "../ports/code-host.ts";
import type { Databases } from "../ports/database.ts";
import { readStatistics } from "../review/read-snapshot.ts";
import { readCurrentPolicy } from "../rollout/read-current-policy.ts";
import { UserError } from "../user-error.ts";
import { type TakenStatistics, takeStatistics } from "./take.ts";

export interface PublishPorts {
  repository: Repository;
  writer: BranchWriter;
  databases: Pick<Databases, "statistics">;
  clock: Clock;
}

export interface PublishedStatistics {
  outcome: "published" | "unchanged" | "unread";
  branch: string;
  snapshot: StatisticsSnapshot;
  failures: TakenStatistics["failures"];
  /** Sentences for the log. */
  remarks: string[];
}

const usualBranch = "tollgate-stats";
const attempts = 5;

/**
 * Asks an environment's databases, and commits what they say where it differs from what was said before. Environments
 * share the branch, and each writes its own file.
 */
export async function publishStatistics(
  ports: PublishPorts,
  request: { environment: string; run: string },
): Promise<PublishedStatistics> {
  const { policy, environment, branch: main } = await readCurrentPolicy(ports.repository, request);
  const branch = policy.statistics?.branch ?? usualBranch;
  if (branch === main) throw notThatBranch(branch);
  const { databases, failures } = await takeStatistics(ports.databases, policy, environment.name);
  const remarks = policy.statistics
    ? []
    : [
        `Nobody reads them: the policy on ${main} names no statistics_branch. Add statistics_branch: ${branch}.`,
      ];
  const taken = { version: 1, environment: environment.name, databases } as const;
  const result = { branch, failures, remarks };
  if (databases.length === 0) return { ...result, outcome: "unread", snapshot: taken };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const parent = await ports.repository.tip(branch);
    const before = await readPublished(ports.repository, branch, environment);
    const snapshot = { ...taken, databases: [...databases, ...keptOf(before, failures)] };
    if (before && saysTheSame(before, snapshot, ports.clock.now()))
      return { ...result, outcome: "unchanged", snapshot };
    const message = `Statistics of ${environment.name}\n\nTaken by ${request.run}\n`;
    const path = `${environment.name}.json`;
    const text = writeStatistics(snapshot);
    if (await ports.writer.commit(branch, { parent, path, text, message }))
      return { ...result, outcome: "published", snapshot };
  }
  throw new UserError(
    "statistics-branch-moving",
    `The branch ${branch} moved each time when it was to be written.`,
    "Start the job again, and let it run at another time than the one that writes the branch, too.",
  );
}

function notThatBranch(branch: string): UserError {
  return new UserError(
    "statistics-branch-default",
    `The policy's statistics_branch is ${branch}, the branch that holds the code.`,
    `Name another one, such as ${usualBranch}.`,
  );
}

async function readPublished(
  repository: Repository,
  branch: string,
  environment: Policy["environments"][number],
): Promise<StatisticsSnapshot | undefined> {
  const policy = { statistics: { branch, counts: true }, environments: [environment] };
  const known = (await readStatistics(repository, policy))?.environments.get(environment.name);
  return known && "snapshot" in known ? known.snapshot : undefined;
}

/** What those said before who do not answer today: its age is shown with it. */
function keptOf(
  before: StatisticsSnapshot | undefined,
  failures: TakenStatistics["failures"],
): DatabaseStatistics[] {
  const failed = (one: DatabaseStatistics) =>
    failures.some(({ target }) => target.instance === one.instance && target.database === one.database);
  return before?.databases.filter(failed) ?? [];
}

const dayMs = 24 * 60 * 60 * 1000;

/** But for when they were asked; after a day that they still say so is worth a commit. */
function saysTheSame(before: StatisticsSnapshot, after: StatisticsSnapshot, now: Date): boolean {
  const timeless = ({ databases, ...rest }: StatisticsSnapshot) =>
    writeStatistics({ ...rest, databases: databases.map((one) => ({ ...one, takenAt: "" })) });
  const fresh = before.databases.every(({ takenAt }) => now.getTime() - Date.parse(takenAt) < dayMs);
  return fresh && timeless(before) === timeless(after);
}
