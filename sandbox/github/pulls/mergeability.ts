import type { Protection, Pull, Repository, RequiredCheck } from "../repositories/repository.ts";
import { actionsApp } from "../world.ts";

/** The tree that merging gives, or undefined for a conflict; undefined too without common history. */
export async function mergedTree(repository: Repository, pull: Pull): Promise<string | undefined> {
  const base = await repository.git.commit(`refs/heads/${pull.base.ref}`);
  if (!base) return undefined;
  const ancestor = await repository.git.mergeBase(base.sha, pull.head.sha);
  if (!ancestor) return undefined;
  return repository.git.merge({ base: ancestor, ours: base.sha, theirs: pull.head.sha });
}

type Verdict = "expected" | "pending" | "failing" | "passing";

function runVerdict(run: { status: string; conclusion: string | null }): Verdict {
  if (run.status !== "completed") return "pending";
  return ["success", "neutral", "skipped"].includes(run.conclusion ?? "") ? "passing" : "failing";
}

function worst(verdicts: readonly Verdict[]): Verdict {
  const order: Verdict[] = ["failing", "pending", "passing"];
  return order.find((one) => verdicts.includes(one)) ?? "expected";
}

/**
 * A check run and a status of one name must both pass; where the rule names an app, only what that app wrote counts
 * (docs: Troubleshooting required status checks).
 */
function verdictOf(repository: Repository, sha: string, { context, appId }: RequiredCheck): Verdict {
  const runs = repository.checkRuns.filter(
    (run) =>
      run.headSha === sha &&
      run.name === context &&
      (appId === undefined || (run.app?.id ?? actionsApp.id) === appId),
  );
  const statuses = repository.statuses.filter((status) => {
    if (status.sha !== sha || status.context !== context) return false;
    const app =
      status.creator.kind === "installation"
        ? status.creator.app.id
        : status.creator.kind === "workflow"
          ? actionsApp.id
          : 0;
    return appId === undefined || app === appId;
  });
  const verdicts: Verdict[] = [];
  const run = runs.at(-1);
  if (run) verdicts.push(runVerdict(run));
  const status = statuses.at(-1);
  if (status)
    verdicts.push(
      status.state === "success" ? "passing" : status.state === "pending" ? "pending" : "failing",
    );
  return worst(verdicts);
}

const wording: Record<Verdict, string> = {
  expected: "is expected",
  pending: "is pending",
  failing: "is failing",
  passing: "is passing",
};

export function protectionOf(repository: Repository, branch: string): Protection | undefined {
  return repository.protections.get(branch);
}

/** A sentence for each required check that does not pass on the pull request's head. */
export function missingChecks(repository: Repository, pull: Pull): string[] {
  const required = protectionOf(repository, pull.base.ref)?.requiredChecks ?? [];
  return required.flatMap((check) => {
    const verdict = verdictOf(repository, pull.head.sha, check);
    return verdict === "passing" ? [] : [`Required status check "${check.context}" ${wording[verdict]}.`];
  });
}

export async function mergeState(
  repository: Repository,
  pull: Pull,
): Promise<{ mergeable: boolean; state: string }> {
  const mergeable = (await mergedTree(repository, pull)) !== undefined;
  if (!mergeable) return { mergeable, state: "dirty" };
  if (pull.draft) return { mergeable, state: "draft" };
  return { mergeable, state: missingChecks(repository, pull).length > 0 ? "blocked" : "clean" };
}
