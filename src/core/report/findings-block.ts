import type { Finding, SaferForm } from "../assessment.ts";
import { more } from "./fit-blocks.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { details } from "./markdown.ts";
import { levelMarks } from "./marks.ts";
import { clip, fence, htmlText, prose } from "./neutralise.ts";
import { place } from "./place.ts";
import type { ReviewView } from "./review-view.ts";
import { formSql, sayForm } from "./say-safer-form.ts";
import { weigh } from "./weigh.ts";

/** What the risk factors found, heaviest first: what, why, instead. Folded. */
export function findingsBlock(view: ReviewView, limit: number): string {
  const found = weigh(view.assessment);
  if (found.length === 0) return "";
  const items = found.slice(0, limit).map(({ file, finding }) => findingItem(finding, file, view.files));
  const summary = `${found.length === 1 ? "1 finding" : `${found.length} findings`}: ${[...new Set(found.map(({ finding }) => finding.title))].slice(0, 3).join(", ")}`;
  return details(htmlText(summary), [...items, ...more(view, found.length, limit)].join("\n\n"));
}

function findingItem(finding: Finding, file: string, files: string | undefined): string {
  const { title, level, what, why, instead, check, allowed, rewrite, places = [], line } = finding;
  const mark = allowed === undefined ? levelMarks[level].mark : "➖ Allowed:";
  const lines = [
    `${mark} **${prose(title)}** (${place(files, file, line)}): ${prose(what)}`,
    ...(places.length > 0
      ? [`*There:* ${places.map((one) => place(files, one.file, one.line)).join(", ")}`]
      : []),
    `*Why:* ${prose(why)}`,
    `*Instead:* ${prose(instead)}`,
  ];
  // In blocks of their own: white space in them counts, and they are there to be copied.
  const checked =
    check === undefined
      ? []
      : ["*Check first* (no row = the data is no obstacle):", fence(clip(hideSecrets(check)), "sql")];
  const safer = rewrite === undefined ? [] : saferItem(rewrite);
  const [lead, ...blocks] = [...checked, ...safer];
  if (lead === undefined) return lines.join("<br/>");
  return [[...lines, lead].join("<br/>"), ...blocks].join("\n\n");
}

/** Open where it is a glance, folded where it is long. */
function saferItem(form: SaferForm): string[] {
  const sql = fence(clip(formSql(form)), "sql");
  if (sql.split("\n").length <= foldedFrom) return [`*${prose(sayForm(form))}*`, sql];
  return ["", details(htmlText(sayForm(form)), sql)];
}

const foldedFrom = 14;
