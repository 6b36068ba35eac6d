import type { FlowInput, FlowState, Person, StepState } from "./approval.ts";
import { type CountedVotes, countVotes, holds } from "./count-votes.ts";
import { explainReviews } from "./explain-reviews.ts";
import type { ReviewerState } from "./reviewer-states.ts";
import { waitingReason } from "./say-waiting.ts";
import { whoMayAct } from "./who-may-act.ts";

/** Where the flow stands: a function of the reviews given, in any order. Whatever cannot be told does not count. */
export function evaluateFlow(input: FlowInput): FlowState {
  if (input.flow.steps.length === 0) {
    const reason = "No approval is needed.";
    return { status: "not-needed", reason, steps: [], current: undefined, notes: [] };
  }
  const facts = countVotes(input);
  const mayAct = whoMayAct(facts);
  const objections = objectionsByStep(facts);
  const steps = facts.steps.map((_, step) =>
    stepState(facts, step, objections[step] ?? [], mayAct[step] ?? []),
  );
  return { ...summarise(facts, steps), steps, notes: explainReviews(facts) };
}

function stepState(
  facts: CountedVotes,
  step: number,
  objections: ReviewerState[],
  mayAct: readonly Person[],
): StepState {
  const { role, title } = facts.steps[step] ?? { role: "", title: "" };
  const [objector] = objections;
  if (objector) {
    return {
      role,
      status: "rejected",
      reason: `${objector.person.login} (${title}) asked for changes. It needs the same reviewer's approval, or that review dismissed.`,
      by: { person: objector.person, review: objector.latest.id, at: objector.latest.submittedAt },
      eligible: objections.map(({ person }) => person),
    };
  }
  const vote = facts.filled[step];
  if (vote) {
    const by = { person: vote.person, review: vote.review, at: vote.at };
    return {
      role,
      status: "approved",
      reason: `${vote.person.login} approved as ${title}.`,
      by,
      eligible: [],
    };
  }
  const reason = waitingReason(facts, step, mayAct);
  return { role, status: "waiting", reason, by: undefined, eligible: mayAct };
}

/** A holder's objection stands on the first step whose role they hold. An excluded holder may still object. */
function objectionsByStep(facts: CountedVotes): ReviewerState[][] {
  const objectors = facts.reviewers.filter((reviewer) => reviewer.objection);
  const placed = objectors.map((objector) => ({
    objector,
    step: facts.steps.findIndex((_, step) => holds(facts, objector.person, step)),
  }));
  return facts.steps.map((_, step) => placed.filter((p) => p.step === step).map((p) => p.objector));
}

function summarise(
  facts: CountedVotes,
  steps: readonly StepState[],
): Pick<FlowState, "status" | "reason" | "current"> {
  const rejected = steps.find((step) => step.status === "rejected");
  if (rejected) return { status: "rejected", reason: rejected.reason, current: undefined };
  const current = steps.findIndex((step) => step.status === "waiting");
  if (current < 0) {
    const reason = steps.length === 1 ? (steps[0]?.reason ?? "") : `All ${steps.length} steps are approved.`;
    return { status: "approved", reason, current: undefined };
  }
  const stuck = steps.findIndex((step) => step.status === "waiting" && step.eligible.length === 0);
  const told = stuck < 0 ? current : stuck;
  const title = facts.steps[told]?.title;
  const reason = `Step ${told + 1} of ${steps.length}, ${title}: ${steps[told]?.reason}`;
  return { status: "waiting", reason, current };
}
