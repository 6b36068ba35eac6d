import type { FlowState, StepState } from "../../approval/approval.ts";
import type { ReviewView } from "../review-view.ts";
import { fence, prose } from "../say/neutralise.ts";
import { show, stepSigns } from "../say/signs.ts";
import { sayTime } from "../say/time.ts";
import { table } from "./markdown.ts";

/** Who approves, step by step; below it, the approvals that do not count. */
export function stepsBlock({ approval, code, roles }: ReviewView): string {
  if (!approval || approval.steps.length === 0) return "";
  const rows = approval.steps.map((step, i) => [
    `${i + 1}`,
    prose(roles.get(step.role)?.title ?? step.role),
    show(stepSigns[step.status]),
    prose(who(step)),
  ]);
  const notes = approval.notes
    .slice(0, 20)
    .map(({ person, why }) => `- ${prose(person.login)}: ${prose(why)}`);
  const blocks = [table(["", "Step", "State", "Who"], rows), notes.join("\n"), codeBlock(approval, code)];
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** A line of its own, so that it can be copied with a click. */
function codeBlock({ status }: FlowState, code: ReviewView["code"]): string {
  if (!code || status !== "waiting") return "";
  const when = code.isNeeded
    ? "Whoever approves now writes this line in the review, since no page can show any more what was approved:"
    : "Whoever wants to say exactly what they approve writes this line in the review:";
  return `${when}\n\n${fence(code.text, "text")}`;
}

function who({ status, reason, by }: StepState): string {
  if (status === "waiting" || !by) return reason;
  return `${by.person.login}, ${sayTime(by.at)}`;
}
