import type { Finding } from "../assessment.ts";
import { more } from "./fit-blocks.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { details } from "./markdown.ts";
import { levelMarks } from "./marks.ts";
import { clip, fence, htmlText, prose } from "./neutralise.ts";
import { place } from "./place.ts";
import type { ReviewView } from "./review-view.ts";
import { weigh } from "./weigh.ts";

/** What the risk factors found, heaviest first: what, why, instead. Folded. */
export function findingsBlock(view: ReviewView, limit: number): string {
  const found = weigh(view.assessment);
  if (found.length === 0) return "";
  const items = found
    .slice(0, limit)
    .map(({ file, finding }) => findingItem(finding, place(view.files, file, finding.line)));
  const summary = `${found.length === 1 ? "1 finding" : `${found.length} findings`}: ${[...new Set(found.map(({ finding }) => finding.title))].slice(0, 3).join(", ")}`;
  return details(htmlText(summary), [...items, ...more(view, found.length, limit)].join("\n\n"));
}

function findingItem({ title, level, what, why, instead, check, allowed }: Finding, where: string): string {
  const mark = allowed === undefined ? levelMarks[level].mark : "➖ Allowed:";
  const lines = [
    `${mark} **${prose(title)}** (${where}): ${prose(what)}`,
    `*Why:* ${prose(why)}`,
    `*Instead:* ${prose(instead)}`,
  ];
  if (check === undefined) return lines.join("<br/>");
  // In a block of its own: white space in it counts, and it is there to be copied.
  return `${[...lines, "*Check first* (no row = the data is no obstacle):"].join("<br/>")}\n\n${fence(clip(hideSecrets(check)), "sql")}`;
}
