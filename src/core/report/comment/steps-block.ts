import type { StepState } from "../../approval/approval.ts";
import type { ReviewView } from "../review-view.ts";
import { prose } from "../say/neutralise.ts";
import { show, stepSigns } from "../say/signs.ts";
import { sayTime } from "../say/time.ts";
import { table } from "./markdown.ts";

/** Who approves, step by step; below it, the approvals that do not count. */
export function stepsBlock({ approval, roles }: ReviewView): string {
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
  return [table(["", "Step", "State", "Who"], rows), ...(notes.length > 0 ? [notes.join("\n")] : [])].join(
    "\n\n",
  );
}

function who({ status, reason, by }: StepState): string {
  if (status === "waiting" || !by) return reason;
  return `${by.person.login}, ${sayTime(by.at)}`;
}
