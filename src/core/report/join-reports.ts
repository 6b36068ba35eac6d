import type { RolloutTargetView, RolloutView } from "./rollout-view.ts";

/** What one job of a matrix wrote down of its targets. */
export interface RolloutReport extends RolloutView {
  decision: string;
  reasonCode: string;
  /** What it was to carry, `database@instance`. */
  asked: readonly string[];
  /** Which pull request brought each file. */
  pulls: Readonly<Record<string, number>>;
}

/** One rollout of all jobs' reports. `planned` is every target that a job was to carry, in order: each is in it. */
export function joinReports(
  base: RolloutView,
  planned: readonly string[],
  reports: readonly RolloutReport[],
): RolloutView {
  const targets = planned.map((key) => endOf(key, reports));
  const isHere = ({ database, instance }: { database: string; instance: string }) =>
    planned.includes(`${database}@${instance}`);
  const open = targets.find(({ state }) => state === "failed" || state === "not-tried");
  return {
    ...base,
    targets,
    tasks: reports.flatMap((one) => one.tasks.filter(isHere)),
    changes: reports.flatMap((one) => one.changes.filter(isHere)),
    refusal: open && (reports.find(({ refusal }) => refusal)?.refusal ?? noReport(open)),
    next: open ? undefined : reports.find(({ next }) => next !== undefined)?.next,
  };
}

function endOf(key: string, reports: readonly RolloutReport[]): RolloutTargetView {
  const at = key.lastIndexOf("@");
  const [database, instance] = [key.slice(0, at), key.slice(at + 1)];
  const none = { database, instance, reason: undefined, why: undefined, ledger: undefined };
  const report = reports.find(({ asked }) => asked.includes(key));
  if (!report) return { ...none, state: "not-tried", reason: "no-report", why: "Its job left no report." };
  const own = report.targets.find((one) => one.database === database && one.instance === instance);
  if (own) return own;
  if (report.decision === "nothing-pending") return { ...none, state: "nothing-pending" };
  return { ...none, state: "failed", reason: report.reasonCode, why: report.refusal?.what };
}

function noReport({ database, instance }: RolloutTargetView) {
  return {
    code: "no-report",
    what: `No job has told what became of ${database} @ ${instance}.`,
    fix: "Look at the jobs of this run; start the rollout again, and it carries what is left.",
  };
}
