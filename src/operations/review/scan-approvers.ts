import type { Excluded, FlowState, Person } from "../../core/approval/approval.ts";
import type { Hands } from "../../core/approval/hands.ts";
import { hasMade, pushesToLookInto } from "../../core/approval/pushed-elsewhere.ts";
import type { PullRequests, Repository } from "../ports/code-host.ts";

export interface ScanPorts {
  repository: Pick<Repository, "histories">;
  pulls: Pick<PullRequests, "pushesBy" | "mayWrite">;
}

/** Whether somebody pushed a judged version to any branch before the pull request's own held it; asked once for each. */
export type Scan = (person: Person) => Promise<Excluded | undefined>;

export function scanner({ repository, pulls }: ScanPorts, hands: Hands): Scan {
  const asked = new Map<number, Promise<Excluded | undefined>>();
  const scan: Scan = async (person) => {
    const named = { id: person.id, login: person.login };
    if (!(await pulls.mayWrite(person))) return { ...named, why: "may not write to this repository now" };
    const pushes = pushesToLookInto(hands, await pulls.pushesBy(person));
    const histories = await repository.histories(pushes.map(({ after }) => after));
    const isHand = pushes.some((push, i) => hasMade(hands, push, histories[i] ?? []));
    return isHand ? { ...named, why: "pushed a commit to another branch" } : undefined;
  };
  return (person) => {
    const answer = asked.get(person.id) ?? scan(person);
    asked.set(person.id, answer);
    return answer;
  };
}

/**
 * Where the flow stands without those approvers whose own work it turns out to be. Only whose word would complete it is
 * looked into: the pushes of each cost a request, and a fork's or an older push is not seen.
 */
export async function withoutHands(
  scan: Scan,
  evaluate: (excluded: readonly Excluded[]) => FlowState,
): Promise<FlowState> {
  const excluded: Excluded[] = [];
  for (;;) {
    const state = evaluate(excluded);
    if (state.status !== "approved") return state;
    const scanned = await Promise.all(state.steps.map(({ by }) => by && scan(by.person)));
    const found = scanned.filter((one) => one !== undefined);
    if (found.length === 0) return state;
    excluded.push(...found);
  }
}
