import type { Policy, Target } from "../../core/policy/policy.ts";
import { databaseStatistics, type Statistics } from "../../core/schema/known-statistics.ts";
import { type Diagnosis, fine, unknown, wrong } from "./diagnosis.ts";

const topic = "statistics";
const day = 24 * 60 * 60 * 1000;
/** The job that writes them is meant to run every day; a few failures are no reason to worry. */
const oldAfterDays = 7;

/** Are the sizes there that the policy counts on: of every target, and of late? */
export function lookAtStatistics(
  policy: Pick<Policy, "projects">,
  statistics: Statistics | undefined,
  now: Date,
): Diagnosis[] {
  if (!statistics) return [];
  const { branch, environments } = statistics;
  const targets = policy.projects.flatMap((project) => project.targets);
  const looks = [...environments].flatMap(([environment, known]) => {
    const own = targets.filter((target) => target.environment === environment);
    if (own.length === 0) return [];
    if ("unknown" in known)
      return [wrong(`${topic}/${environment}`, `No size is known: ${known.unknown}.`, publish(branch))];
    return covered(own, statistics, now);
  });
  return [...looks, protection(branch)];
}

function covered(targets: readonly Target[], statistics: Statistics, now: Date): Diagnosis[] {
  const named = new Map(targets.map((target) => [`${target.database} on ${target.instance}`, target]));
  return [...named].map(([name, target]) => {
    const known = databaseStatistics(statistics, target);
    const where = `${topic}/${target.environment}`;
    if (!known) return wrong(where, `${name} is not in its snapshot.`, publish(statistics.branch));
    const age = Math.floor((now.getTime() - Date.parse(known.takenAt)) / day);
    const tables = Object.keys(known.tables).length;
    const said = `${name} told the sizes of ${tables} tables ${age < 1 ? "today" : `${age} days ago`}.`;
    return age > oldAfterDays ? wrong(where, said, publish(statistics.branch)) : fine(where, said);
  });
}

function publish(branch: string): string {
  return `Run the job that writes ${branch} (tollgate stats), then git fetch origin ${branch}.`;
}

/** A clone does not tell; rulesets and branch protection are GitHub's. */
function protection(branch: string): Diagnosis {
  return unknown(
    topic,
    `Whether ${branch} is protected cannot be seen from here.`,
    "Let a ruleset keep everybody but the job that writes it from pushing: who writes it may lower scores.",
  );
}
