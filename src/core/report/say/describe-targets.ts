import type { DocumentBlock, Piece } from "../document.ts";
import type { RolloutTargetView } from "../rollout-view.ts";
import { clip } from "./neutralise.ts";

/** What one section of a comment holds; the report as JSON has every target. */
const most = 60;

const words: Readonly<Record<RolloutTargetView["state"], string>> = {
  failed: "failed",
  "not-tried": "not tried",
  done: "done",
  "nothing-pending": "nothing pending",
};

/** How many targets came to which end, and each that is not done with its reason. Of one target the tasks say it all. */
export function describeTargets(targets: readonly RolloutTargetView[]): DocumentBlock[] {
  if (targets.length < 2 || targets.every(({ state }) => state === "not-tried")) return [];
  const count = countTargets(targets);
  const open = targets.filter(({ state }) => state === "failed" || state === "not-tried");
  const done = targets.filter(({ state }) => state === "done");
  return [
    { kind: "paragraph", text: [`${count}.`] },
    ...table(open),
    ...(open.length > most ? [more(open.length - most)] : []),
    ...(open.length > 0 ? list(done) : []),
  ];
}

/** `197 of 200 targets done, 3 failed`. */
export function countTargets(targets: readonly RolloutTargetView[]): string {
  const count = (state: RolloutTargetView["state"]) => targets.filter((one) => one.state === state).length;
  const concerned = targets.length - count("nothing-pending");
  const others = (["failed", "not-tried"] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `, ${count(state)} ${words[state]}`);
  return `${count("done")} of ${concerned} targets done${others.join("")}`;
}

function table(targets: readonly RolloutTargetView[]): DocumentBlock[] {
  if (targets.length === 0) return [];
  const order = [...targets].sort((a, b) => Number(a.state !== "failed") - Number(b.state !== "failed"));
  const rows = order
    .slice(0, most)
    .map((one): Piece[][] => [
      [{ code: nameOf(one) }],
      [words[one.state]],
      one.reason === undefined ? [""] : [{ strong: one.reason }, ": ", { prose: clip(one.why ?? "") }],
    ]);
  return [{ kind: "table", head: ["Target", "State", "Why"], rows }];
}

function list(targets: readonly RolloutTargetView[]): DocumentBlock[] {
  if (targets.length === 0) return [];
  const names = targets.flatMap((one, i): Piece[] => [...(i > 0 ? [", "] : []), { code: nameOf(one) }]);
  const body: DocumentBlock[] = [{ kind: "paragraph", text: names }];
  return [{ kind: "folded", summary: `Done: ${targets.length}`, open: false, body }];
}

function more(count: number): DocumentBlock {
  return { kind: "paragraph", text: [`… and ${count} more targets, in the run's report.`] };
}

function nameOf({ database, instance }: RolloutTargetView): string {
  return `${database} @ ${instance}`;
}
