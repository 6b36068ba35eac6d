import type { Policy } from "../../core/policy/policy.ts";
import type { MigrationEvidence, PullEvidence } from "../../core/rollout/gate.ts";
import type { Task } from "../../core/rollout/rollout.ts";
import type { Clock } from "../ports/clock.ts";
import type {
  AppChecks,
  GateContent,
  PullRequest,
  PullRequests,
  Repository,
  Roles,
} from "../ports/code-host.ts";
import { parseEvidence } from "../review/approval-evidence.ts";
import type { SeenReview } from "../review/head-at-review.ts";
import { reviewOrBlock } from "../review/review-or-block.ts";

export interface EvidencePorts {
  repository: Repository;
  pulls: PullRequests;
  roles: Roles;
  appChecks: AppChecks;
  clock: Clock;
}

interface Place {
  policy: Pick<Policy, "gate" | "appId">;
  branch: string;
  commit: string;
}

/**
 * Where each pending migration comes from, and whether that pull request was approved: judged again, by the policy that
 * its base branch had right before it was merged. Titles, labels, comments and statuses say nothing here.
 */
export async function gatherEvidence(
  ports: EvidencePorts,
  place: Place,
  tasks: readonly Pick<Task, "migration">[],
): Promise<MigrationEvidence[]> {
  const judged = new Map<number, Promise<EvidencedPull>>();
  const judgeOnce = (pull: PullRequest) => {
    const known = judged.get(pull.number) ?? judgePull(ports, place, pull);
    judged.set(pull.number, known);
    return known;
  };
  const evidence: MigrationEvidence[] = [];
  const pending = new Map(tasks.map(({ migration }) => [migration.path, migration.blob]));
  for (const [path, blob] of pending) {
    const pulls = await pullsThatBrought(ports, place, path);
    const found: PullEvidence[] = [];
    for (const pull of pulls) {
      const [entry] = await ports.repository.tree(pull.head.sha, (candidate) => candidate === path);
      const { files, ...evidence } = await judgeOnce(pull);
      found.push({ ...evidence, sameBytes: entry?.blob === blob, covers: files.includes(path) });
    }
    evidence.push({ path, pull: found.find(speaksFor) ?? found[0] });
  }
  return evidence;
}

interface EvidencedPull extends Omit<PullEvidence, "sameBytes" | "covers"> {
  /** Migrations that the pull request changed. */
  files: readonly string[];
}

/** Of several pull requests that hold the commit, as after a merge of a merged branch, one that passes is enough. */
function speaksFor({ sameBytes, covers, verdict, appCheck }: PullEvidence): boolean {
  return sameBytes && covers && verdict.passes && (appCheck === "passed" || appCheck === "not-needed");
}

async function pullsThatBrought(
  { repository, pulls }: EvidencePorts,
  { branch, commit }: Place,
  path: string,
): Promise<PullRequest[]> {
  const change = await repository.lastChange(commit, path);
  if (change === undefined) return [];
  const found: PullRequest[] = [];
  for (const number of await pulls.ofCommit(change)) {
    const pull = await pulls.read(number);
    if (pull.state === "merged" && pull.base.ref === branch) found.push(pull);
  }
  return found;
}

async function judgePull(
  ports: EvidencePorts,
  { policy, branch }: Place,
  pull: PullRequest,
): Promise<EvidencedPull> {
  const { number, author, head } = pull;
  const check = await readAppCheck(ports.appChecks, policy, head.sha, branch);
  const before = { ...pull, base: { ref: branch, sha: await ports.pulls.mergedOnto(pull) } };
  const judged = await reviewOrBlock({ ...ports, seenReviews: async () => seenBy(check, number) }, before);
  if (judged?.failure) throw judged.failure;
  if (!judged) {
    const verdict = { passes: false, reason: `${branch} had no policy before it was merged.` };
    return { number, author, verdict, appCheck: "not-needed", approval: undefined, digest: "", files: [] };
  }
  const { assessment, approval } = judged;
  const { decision, digest, migrations } = assessment;
  return {
    number,
    author,
    verdict: {
      passes: decision === "clear" || (decision === "approval" && approval?.status === "approved"),
      reason: approval?.reason ?? assessment.reason,
    },
    appCheck: judgeCheck(policy, check, digest),
    approval,
    digest,
    files: migrations.map(({ file }) => file),
  };
}

async function readAppCheck(
  checks: AppChecks,
  { gate, appId }: Place["policy"],
  head: string,
  branch: string,
): Promise<GateContent | undefined> {
  return gate === "app" && appId !== undefined ? checks.read(appId, head, `tollgate: ${branch}`) : undefined;
}

function seenBy(check: GateContent | undefined, number: number): readonly SeenReview[] {
  const evidence = check && parseEvidence(check.text);
  return evidence?.pull === number ? evidence.seen : [];
}

function judgeCheck(
  { gate }: Place["policy"],
  check: GateContent | undefined,
  digest: string,
): EvidencedPull["appCheck"] {
  if (gate === "action") return "not-needed";
  if (check?.conclusion !== "success") return "missing";
  return parseEvidence(check.text)?.digest === digest ? "passed" : "other-digest";
}
