import type { ReviewView } from "../review-view.ts";
import { sayHeadline } from "../say/headline.ts";
import { code, fence, prose } from "../say/neutralise.ts";
import { sayNext } from "../say/next.ts";
import { problemPlace } from "../say/place.ts";
import { saySearch } from "../say/search.ts";
import { allowancesBlock } from "./allowances-block.ts";
import { collisionsBlock } from "./collisions-block.ts";
import { drawFlow } from "./draw-flow.ts";
import { findingsBlock } from "./findings-block.ts";
import { type CommentBlock, more } from "./fit-blocks.ts";
import { gateEditsBlock } from "./gate-edits-block.ts";
import { sizesBlock } from "./sizes-block.ts";
import { sqlBlock, statementsBlock } from "./statements-block.ts";
import { stepsBlock } from "./steps-block.ts";
import { whyBlock } from "./why-block.ts";

export interface CommentLimits {
  statements: number;
  findings: number;
}

/** The report on a pull request from its newest state down to the details. */
export function reviewBlocks(view: ReviewView, limits: CommentLimits): CommentBlock[] {
  const { mark, title, state } = sayHeadline(view);
  const block = (rank: number, text: string) => ({ rank, text });
  const drawn = state !== "blocked" && !isNothing(view);
  return [
    block(0, `## ${mark} ${prose(title)}`),
    block(0, sayNext(view)),
    block(0, problemsList(view)),
    block(1, collisionsBlock(view)),
    block(1, drawn ? drawFlow(view) : ""),
    block(0, stepsBlock(view)),
    block(1, whyBlock(view)),
    block(1, gateEditsBlock(view)),
    block(1, allowancesBlock(view)),
    block(2, statementsBlock(view, limits.statements)),
    block(2, sizesBlock(view)),
    block(2, prose(saySearch(view.assessment) ?? "")),
    block(3, findingsBlock(view, limits.findings)),
    block(4, sqlBlock(view, limits.statements)),
    block(0, footer(view)),
  ];
}

/** Neither a migration nor anything else that the gate looks at. */
function isNothing({ assessment }: Pick<ReviewView, "assessment">): boolean {
  return assessment.decision === "clear" && assessment.migrations.length === 0;
}

function problemsList(view: ReviewView): string {
  const { problems } = view.assessment;
  return [...problems.slice(0, 30).map(problemItem), ...more(view, problems.length, 30)].join("\n");
}

/** The fix may end in lines to copy: those stay lines. */
function problemItem(problem: ReviewView["assessment"]["problems"][number]): string {
  const where = problemPlace(problem);
  const [fix = "", ...lines] = problem.fix.split("\n");
  const item = `- **${prose(problem.code)}**${where ? ` (${code(where)})` : ""}: ${prose(problem.what)} ${prose(fix)}`;
  if (lines.length === 0) return item;
  return `${item}\n\n${indent(fence(lines.join("\n"), "yaml"))}\n`;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function footer(view: ReviewView): string {
  if (isNothing(view) || view.assessment.digest === "") return "";
  const { assessment, head, gate } = view;
  const now = head === undefined ? "" : `, now at ${code(head.slice(0, 7))}`;
  const check = gate === undefined ? "" : ` Check: ${code(gate)}.`;
  const digest = code(assessment.digest.slice(0, 12));
  return `<sub>Approvals hold for the migrations with digest ${digest}${now}; other files may change freely.${check}</sub>`;
}
