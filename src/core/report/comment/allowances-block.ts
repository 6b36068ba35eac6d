import type { ReviewView } from "../review-view.ts";
import { clip, code, prose } from "../say/neutralise.ts";
import { place } from "../say/place.ts";
import { more } from "./fit-blocks.ts";
import { table } from "./markdown.ts";

const most = 30;

/** What comments in the migrations take out of the score, for the approvers to agree with; and those that do nothing. */
export function allowancesBlock(view: ReviewView): string {
  const all = view.assessment.migrations.flatMap(({ file, allowances }) =>
    allowances.map((allowance) => ({ file, ...allowance })),
  );
  if (all.length === 0) return "";
  const rows = all
    .slice(0, most)
    .map(({ file, line, id, reason, remark }) => [
      place(view.files, file, line),
      id === "" ? "" : code(clip(id, 60)),
      remark === undefined ? `because ${prose(clip(reason, 300))}` : `**Not allowed.** ${prose(remark)}`,
    ]);
  const head = ["Allowed by a comment", "Finding", "Why"];
  return [table(head, rows), ...more(view, all.length, most)].join("\n\n");
}
