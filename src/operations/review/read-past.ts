import { type BaseTip, basesOf, baseTips } from "../../core/approval/base-states.ts";
import type { BaseState, Moment, Past } from "../../core/approval/page.ts";
import { policyPath } from "../../core/policy/edits-gate.ts";
import type { PullRequest, PullRequests, Push, Repository } from "../ports/code-host.ts";

export interface PastPorts {
  repository: Pick<Repository, "blobIds">;
  pulls: Pick<PullRequests, "retargets" | "baseMoves">;
}

interface Place {
  pull: PullRequest;
  /** Commit of the base branch by whose policy it is judged now. */
  policyAt: string;
  /** The record of the head branch, where it leads to the head. */
  pushes: readonly Push[] | undefined;
  shown: readonly Moment[];
}

/** What pages of a pull request may have shown, and when; with how the base's tips follow each other. */
export async function readPast(ports: PastPorts, place: Place): Promise<Past & { tips: readonly BaseTip[] }> {
  const openedAt = Date.parse(place.pull.openedAt);
  const tips = await readTips(ports, place, openedAt);
  const states = tips && (await readStates(ports, tips));
  return { openedAt, heads: headsOf(place.pushes), shown: place.shown, states, tips: tips ?? [] };
}

const nothing = /^0+$/;

function headsOf(pushes: readonly Push[] | undefined): Moment[] | undefined {
  const [first] = pushes ?? [];
  const older = first ? [{ sha: first.before, at: Number.NEGATIVE_INFINITY }] : [];
  const moves = pushes?.map(({ after, at }) => ({ sha: after, at: Date.parse(at) }));
  return moves && [...older, ...moves].filter(({ sha }) => !nothing.test(sha));
}

async function readTips(
  { pulls }: PastPorts,
  { pull, policyAt }: Place,
  openedAt: number,
): Promise<BaseTip[] | undefined> {
  const base = { ref: pull.base.ref, tip: policyAt };
  const retargets = await pulls.retargets(pull);
  const refs = new Set(basesOf({ openedAt, base, retargets })?.map(({ ref }) => ref));
  const records = await Promise.all(
    [...refs].map(async (ref) => [ref, await pulls.baseMoves(ref, pull.openedAt)] as const),
  );
  const { merged } = pull;
  return baseTips({
    openedAt,
    base,
    retargets,
    records: new Map(records),
    merged: merged && { at: Date.parse(merged.at), commit: merged.commit, onto: pull.base.sha },
  });
}

async function readStates(
  { repository }: PastPorts,
  tips: readonly BaseTip[],
): Promise<BaseState[] | undefined> {
  const commits = [...new Set(tips.map(({ policyOf }) => policyOf))];
  const policies = await repository.blobIds(commits, policyPath);
  return policies && tips.map(({ at, tip, policyOf }) => ({ at, tip, policy: policies.get(policyOf) }));
}
