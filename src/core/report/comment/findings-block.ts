import type { Finding, SaferForm } from "../../assessment.ts";
import type { ReviewView } from "../review-view.ts";
import { hideSecrets } from "../say/hide-secrets.ts";
import { clip, fence, htmlText, prose } from "../say/neutralise.ts";
import { orderFindings } from "../say/order-findings.ts";
import { place } from "../say/place.ts";
import { formSql, sayForm } from "../say/safer-form.ts";
import { levelSigns } from "../say/signs.ts";
import { more } from "./fit-blocks.ts";
import { details } from "./markdown.ts";

interface Found {
  file: string;
  finding: Finding;
}

/** What the risk factors found, heaviest first; what is alike has its why and its instead once. Folded. */
export function findingsBlock(view: ReviewView, limit: number): string {
  const found = orderFindings(view.assessment);
  if (found.length === 0) return "";
  const items = groupAlike(found.slice(0, limit)).map((alike) => findingItem(alike, view.files));
  const summary = `${found.length === 1 ? "1 finding" : `${found.length} findings`}: ${[...new Set(found.map(({ finding }) => finding.title))].slice(0, 3).join(", ")}`;
  return details(htmlText(summary), [...items, ...more(view, found.length, limit)].join("\n\n"));
}

function groupAlike(found: readonly Found[]): Found[][] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const { id, allowed, seen } = one.finding;
    const kind = [
      id,
      ...(allowed === undefined ? [] : ["allowed"]),
      ...(seen === undefined ? [] : ["seen"]),
    ].join();
    groups.set(kind, [...(groups.get(kind) ?? []), one]);
  }
  return [...groups.values()];
}

function findingItem(alike: readonly Found[], files: string | undefined): string {
  const [first] = alike;
  if (first === undefined) return "";
  const { title, level, why, instead, allowed, seen } = first.finding;
  const mark = allowed === undefined ? levelSigns[level].mark : "➖ Allowed:";
  const head = `${mark} **${prose(title)}**${seen === undefined ? "" : " (known to the author)"}`;
  const advice = [`*Why:* ${prose(why)}`, `*Instead:* ${prose(instead)}`];
  if (alike.length > 1) {
    const each = alike.map((one) => withBlocks([whatItem(one, files)], one, files));
    return [[`${head}, ${alike.length} times`, ...advice].join("<br/>"), ...each].join("\n\n");
  }
  return withBlocks([`${head} ${whatItem(first, files)}`, ...advice], first, files);
}

function whatItem({ file, finding: { line, what } }: Found, files: string | undefined): string {
  return `(${place(files, file, line)}): ${prose(what)}`;
}

/** The SQL in blocks of its own: white space in it counts, and it is there to be copied. */
function withBlocks(
  lines: readonly string[],
  { finding: { check, rewrite, places = [] } }: Found,
  files: string | undefined,
): string {
  const there = places.map((one) => place(files, one.file, one.line)).join(", ");
  const checked =
    check === undefined
      ? []
      : ["*Check first* (no row = the data is no obstacle):", fence(clip(hideSecrets(check)), "sql")];
  const [lead, ...blocks] = [...checked, ...(rewrite === undefined ? [] : saferItem(rewrite))];
  const text = [
    ...lines,
    ...(there === "" ? [] : [`*There:* ${there}`]),
    ...(lead === undefined ? [] : [lead]),
  ];
  return [text.join("<br/>"), ...blocks].join("\n\n");
}

/** Open where it is a glance, folded where it is long. */
function saferItem(form: SaferForm): string[] {
  const sql = fence(clip(formSql(form)), "sql");
  if (sql.split("\n").length <= foldedFrom) return [`*${prose(sayForm(form))}*`, sql];
  return ["", details(htmlText(sayForm(form)), sql)];
}

const foldedFrom = 14;
