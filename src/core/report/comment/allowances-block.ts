import type { Allowance } from "../../assessment.ts";
import type { ReviewView } from "../review-view.ts";
import { clip, code, prose } from "../say/neutralise.ts";
import { place } from "../say/place.ts";
import { more } from "./fit-blocks.ts";
import { table } from "./markdown.ts";

const most = 30;

/** What comments say of findings and what the policy takes out of the score, for the approvers; and what does nothing. */
export function allowancesBlock(view: ReviewView): string {
  const all = view.assessment.migrations.flatMap(({ file, allowances }) =>
    allowances.map((allowance) => ({ file, ...allowance })),
  );
  if (all.length === 0) return "";
  const rows = all
    .slice(0, most)
    .map(({ file, ...allowance }) => [
      place(view.files, file, allowance.line),
      allowance.id === "" ? "" : code(clip(allowance.id, 60)),
      effectOf(allowance),
      why(allowance),
    ]);
  const head = ["Allowances", "Finding", "", "Why"];
  return [table(head, rows), ...more(view, all.length, most)].join("\n\n");
}

function effectOf({ remark, lowers, policyUntil }: Allowance): string {
  if (remark !== undefined) return "**Not allowed.**";
  if (policyUntil !== undefined) return `Not counted: the policy allows it until ${policyUntil}.`;
  return lowers
    ? "Not counted: a comment allows it, by the policy."
    : "Counted: a comment says that it is known.";
}

function why({ reason, remark }: Allowance): string {
  return remark === undefined ? `because ${prose(clip(reason, 300))}` : prose(remark);
}
