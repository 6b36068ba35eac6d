import type { Person } from "./approval.ts";
import { barred, type CountedVotes, holdersOf, holds } from "./count-votes.ts";

/** A sentence: why this step is not approved yet, or why it cannot be. */
export function waitingReason(facts: CountedVotes, step: number, mayAct: readonly Person[]): string {
  const title = facts.steps[step]?.title ?? "";
  const first = facts.filled.indexOf(undefined);
  if (facts.unprovable !== undefined) return `Nobody can approve this step: ${facts.unprovable}`;
  if (mayAct.length === 0) return whyNobody(facts, step, title);
  if (!mayAct.some((person) => holds(facts, person, step))) return relief(facts, step, title, mayAct);
  if (facts.rules.order === "strict" && first < step) return `Comes after ${facts.steps[first]?.title}.`;
  return `Waiting for ${anyOf(mayAct)}.`;
}

function whyNobody(facts: CountedVotes, step: number, title: string): string {
  const holders = facts.steps[step]?.holders;
  if (!holders?.known) {
    return `Who holds ${title} cannot be told (${holders?.why}), so nobody can approve this step.`;
  }
  const people = holdersOf(facts, step);
  if (people.length === 0) {
    return `Nobody holds ${title}, so nobody can approve this step. Add users or teams to that role in the policy.`;
  }
  const able = people.filter((person) => !barred(facts, person));
  if (able.length === 0) {
    const reasons = people.slice(0, 5).map((person) => `${person.login} ${barred(facts, person)}`);
    return `Nobody who holds ${title} may approve this change: ${reasons.join("; ")}. Add somebody else to that role in the policy.`;
  }
  return `Of those who hold ${title}, nobody is left (${names(able, "and")}): each step needs a different person. Add somebody else to that role in the policy.`;
}

function relief(facts: CountedVotes, step: number, title: string, mayAct: readonly Person[]): string {
  const able = holdersOf(facts, step).filter((person) => !barred(facts, person));
  const busy = names(able, "and");
  return `Nobody but ${busy} can approve as ${title}, and each step needs a different person. Once ${anyOf(mayAct)} approves too, ${busy} can approve here.`;
}

function anyOf(people: readonly Person[]): string {
  return names(people, "or");
}

function names(people: readonly Person[], word: "and" | "or"): string {
  const shown = people.slice(0, 5).map((person) => person.login);
  if (people.length > shown.length) return `${shown.join(", ")} ${word} ${people.length - shown.length} more`;
  const last = shown.at(-1) ?? "nobody";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} ${word} ${last}`;
}
