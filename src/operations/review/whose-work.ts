import type { Excluded } from "../../core/approval/approval.ts";
import type { JudgedChange } from "../../core/migration/digest.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { CommitComparison, PullRequest, PullRequests, Push, Repository } from "../ports/code-host.ts";
import { readHands } from "./read-hands.ts";
import { type Scan, type ScanPorts, scanner } from "./scan-approvers.ts";

export interface WorkPorts extends ScanPorts {
  repository: Pick<Repository, "compare" | "tree" | "histories">;
  pulls: Pick<PullRequests, "pushes" | "pushesBy" | "mayWrite">;
}

/** Whose work a pull request is: its hands neither approve it nor say go. */
export interface PullWork {
  excluded: readonly Excluded[];
  /** Finds nobody where the record is not to be seen. */
  scan: Scan;
  /** Moves of the head branch up to the head; undefined = not asked for, or the record does not lead to the head. */
  pushes: readonly Push[] | undefined;
  /** Why it cannot be told whose work it is, in whole sentences that end in what to do. */
  unprovable: string | undefined;
}

interface Asked {
  policy: Policy;
  /** What the pull request changes at its head. */
  now: readonly JudgedChange[];
  comparison: CommitComparison;
}

/** `isRecorded: false`: by the commits' own words alone, as long as nobody has approved anything. */
export async function whoseWork(
  ports: WorkPorts,
  pull: PullRequest,
  asked: Asked,
  isRecorded: boolean,
): Promise<PullWork> {
  const record = isRecorded ? upToHead(pull, await ports.pulls.pushes(pull)) : undefined;
  const pushes = record?.at(-1)?.after === pull.head.sha ? record : undefined;
  const hands = await readHands(ports.repository, pull, { ...asked, pushes: pushes ?? [] });
  return {
    excluded: hands.excluded,
    scan: pushes === undefined ? async () => undefined : scanner(ports, hands),
    pushes,
    unprovable: isRecorded ? sayUnprovable(pull, pushes, hands.unproven) : undefined,
  };
}

/** What became of the branch after the merge, such as its deletion, is no part of the review. */
function upToHead({ state, head }: PullRequest, pushes: readonly Push[] | undefined) {
  if (state !== "merged") return pushes;
  return pushes?.slice(0, pushes.findLastIndex(({ after }) => after === head.sha) + 1);
}

function sayUnprovable(
  { head }: PullRequest,
  pushes: readonly Push[] | undefined,
  unproven: readonly string[],
): string | undefined {
  if (pushes === undefined) return unknownPushers(head.fork);
  if (unproven.length === 0) return undefined;
  return `Nobody is known to have written ${unproven.join(", ")}: a bot, or an account that GitHub no longer knows, brought it to this branch first. Let a person push it with a change of their own, or name the bot under \`approval.bots\` if GitHub signs its commits.`;
}

/** Commits name whoever their author likes: without the record anybody, the reviewer too, may have pushed them. */
function unknownPushers(isFork: boolean): string {
  const instead = isFork
    ? "Push the branch to this repository, or let a fork be used whose activity can be read"
    : "Once GitHub shows it under Activity, write `/tollgate recheck` as a comment";
  return `GitHub does not show who pushed this branch, and whoever did may not approve it. ${instead}.`;
}
