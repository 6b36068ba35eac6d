import type { ReviewView } from "../review-view.ts";
import { prose } from "../say/neutralise.ts";
import { place } from "../say/place.ts";
import { more } from "./fit-blocks.ts";
import { table } from "./markdown.ts";

const most = 30;

/** The files that the gate is made of, where it is not the one file that decides and names nothing. */
export function gateEditsBlock(view: ReviewView): string {
  const { gateEdits = [], decidedBy } = view.assessment;
  const isTold = gateEdits.every(({ file, what }) => what === "" && file === decidedBy?.file);
  if (isTold) return "";
  const rows = gateEdits
    .slice(0, most)
    .map(({ file, kind, what }) => [place(view.files, file, 1), kind, prose(what)]);
  return [table(["Edits the gate", "", "What it names"], rows), ...more(view, gateEdits.length, most)].join(
    "\n\n",
  );
}
