import type { Excluded, Person } from "../../core/approval/approval.ts";
import { exclusionOf } from "../../core/approval/exclusion-of.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { MigrationEvidence, PullEvidence, PullVerdict } from "../../core/rollout/gate.ts";
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
import { joinKept, type KeptEvidence } from "../review/kept-evidence.ts";
import { type ReviewOutcome, reviewOrBlock } from "../review/review-or-block.ts";

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
  /** Commit of the branch whose policy counts. */
  tip: string;
  commit: string;
  /** Who says go; nobody has to where it rolls out by itself. */
  actors: readonly Person[];
}

/**
 * Where each pending migration comes from, and whether what its approvers saw of it covers what would run now: by the
 * policy of today alone, whatever held when it was merged. Titles, labels, comments and statuses say nothing here.
 */
export async function gatherEvidence(
  ports: EvidencePorts,
  place: Place,
  tasks: readonly Pick<Task, "migration">[],
): Promise<MigrationEvidence[]> {
  const judged = new Map<number, Promise<JudgedPull>>();
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
      found.push({ ...(await (await judgeOnce(pull)).of(path)), sameBytes: entry?.blob === blob });
    }
    evidence.push({ path, pull: found.find(speaksFor) ?? found[0] });
  }
  return evidence;
}

interface JudgedPull {
  of(path: string): Promise<Omit<PullEvidence, "sameBytes">>;
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
  { policy, branch, tip, actors }: Place,
  pull: PullRequest,
): Promise<JudgedPull> {
  const { number, author, head } = pull;
  const check = await readAppCheck(ports.appChecks, policy, head.sha, branch);
  const before = { ...pull, base: { ref: branch, sha: await ports.pulls.mergedOnto(pull) } };
  const judged = await reviewOrBlock(ports, before, { kept: keptBy(check, number), policyAt: tip });
  if (!judged) throw new Error(`${branch} has no policy any more.`);
  if (judged.failure) throw judged.failure;
  const { assessment, content } = judged;
  const appCheck = judgeCheck(policy, check, content);
  const hands = await handsAmong(judged, actors, author);
  const files = new Set(assessment.migrations.map(({ file }) => file));
  return {
    async of(path) {
      const approval = await judged.approvalOf?.(path);
      return {
        ...{ number, hands, appCheck, approval },
        covers: files.has(path),
        digest: assessment.digest,
        verdict: verdictOf(judged, approval),
      };
    },
  };
}

/** Which of them have a hand in it; by the commits' own words where the record is not to be seen. */
async function handsAmong(
  { work }: ReviewOutcome,
  actors: readonly Person[],
  author: Person,
): Promise<Excluded[]> {
  if (actors.length === 0) return [];
  const opener = { id: author.id, login: author.login, why: "opened the pull request" };
  const { excluded, scan } = (await work?.(true)) ?? { excluded: [opener], scan: undefined };
  const hands = actors.map((actor) => exclusionOf(excluded, actor) ?? scan?.(actor));
  return (await Promise.all(hands)).filter((hand) => hand !== undefined);
}

function verdictOf({ assessment, code }: ReviewOutcome, approval: PullEvidence["approval"]): PullVerdict {
  const { decision, reason } = assessment;
  const passes = decision === "clear" || (decision === "approval" && approval?.status === "approved");
  const notes = (approval?.notes ?? []).map(({ person, why }) => ` ${person.login}: ${why}`).join("");
  return {
    passes,
    reason: `${approval?.reason ?? reason}${notes}`,
    code: passes || decision !== "approval" ? undefined : code?.text,
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

function keptBy(check: GateContent | undefined, number: number): KeptEvidence {
  const evidence = check && parseEvidence(check.text);
  return joinKept(evidence?.pull === number ? [evidence] : []);
}

function judgeCheck(
  { gate }: Place["policy"],
  check: GateContent | undefined,
  content: string,
): PullEvidence["appCheck"] {
  if (gate === "action") return "not-needed";
  if (check?.conclusion !== "success") return "missing";
  return parseEvidence(check.text)?.content === content ? "passed" : "other-digest";
}
