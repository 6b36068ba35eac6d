import { renderJson } from "../../core/report/machines/render-json.ts";
import type { PullRequest } from "../ports/code-host.ts";
import { evidenceOf, writeEvidence } from "./approval-evidence.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import type { ReviewOutcome } from "./review-or-block.ts";

/** GitHub takes 65,535 characters of text in a check run. */
const room = 60_000;

/** The gate's text: the evidence first, then the assessment whole, or where to get it. */
export function gateText(pull: PullRequest, judged: ReviewOutcome, kept: KeptEvidence): string {
  const evidence = writeEvidence(evidenceOf(pull, judged, kept));
  // No line of JSON begins with backticks, so nothing in it closes the fence.
  const json = `<!-- tollgate:assessment -->\n\`\`\`json\n${renderJson(judged.assessment)}\`\`\``;
  if (Buffer.byteLength(evidence + json) <= room) return `${evidence}\n\n${json}`;
  return `${evidence}\n\nThe assessment is too large for this page: \`tollgate check --format json\` prints it.`;
}
