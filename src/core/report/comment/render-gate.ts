import type { ReviewView } from "../review-view.ts";
import { type Headline, sayHeadline } from "../say/headline.ts";
import { oneLine } from "../say/neutralise.ts";
import { fitBlocks } from "./fit-blocks.ts";
import { reviewBlocks } from "./review-blocks.ts";

export interface GateText {
  conclusion: "success" | "failure" | "action_required" | "pending";
  /** Plain text of at most 140 characters, as a commit status takes. */
  title: string;
  /** Markdown; GitHub takes 65,535 characters in a check run. */
  summary: string;
}

/**
 * What the check or status says. Waiting is `pending`; what no waiting fixes (a policy that does not fit, a step that
 * nobody can approve) is `action_required`; somebody's "no" and a migration that must change are `failure`.
 */
export function renderGate(view: ReviewView): GateText {
  const { state, title } = sayHeadline(view);
  const steps = view.approval?.steps ?? [];
  const done = steps.filter((step) => step.status === "approved").length;
  const progress = state === "waiting" ? ` (${done} of ${steps.length} approved)` : "";
  const blocks = reviewBlocks(view, { statements: 60, findings: 40 });
  const summary = fitBlocks(blocks, { characters: 60_000, bytes: 200_000 }, undefined);
  return { conclusion: conclude(view, state), title: oneLine(`${title}${progress}`), summary };
}

function conclude({ assessment }: ReviewView, state: Headline["state"]): GateText["conclusion"] {
  switch (state) {
    case "clear":
    case "approved":
      return "success";
    case "waiting":
    case "asked":
      return "pending";
    case "rejected":
      return "failure";
    case "stuck":
      return "action_required";
    case "blocked":
      return assessment.problems.every(({ code }) => code.startsWith("policy-"))
        ? "action_required"
        : "failure";
  }
}
