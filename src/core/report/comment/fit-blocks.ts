import { byteLength } from "./markdown.ts";

/** A part of a report. Of those that do not fit, the highest rank goes first; rank 0 always stays. */
export interface CommentBlock {
  text: string;
  rank: number;
}

/** Joins the blocks; where they are too long, leaves whole blocks out (never half of one) and says so. */
export function fitBlocks(
  blocks: readonly CommentBlock[],
  cap: { characters: number; bytes: number },
  details: string | undefined,
): string {
  const given = blocks.filter((block) => block.text !== "");
  const fits = (text: string) => text.length <= cap.characters && byteLength(text) <= cap.bytes;
  const ranks = [...new Set(given.map((block) => block.rank))].sort((a, b) => b - a);
  for (const limit of [Number.POSITIVE_INFINITY, ...ranks]) {
    const kept = given.filter((block) => block.rank < limit || block.rank === 0);
    const text = join(kept.length === given.length ? kept : [...kept, { text: cutNote(details), rank: 0 }]);
    if (fits(text)) return text;
  }
  return `${join(given.filter((block) => block.rank === 0)).slice(0, cap.characters / 4)}\n`;
}

function join(blocks: readonly CommentBlock[]): string {
  return `${blocks.map((block) => block.text).join("\n\n")}\n`;
}

function cutNote(details: string | undefined): string {
  return `This change is too large to show whole here; the rest is ${elsewhere(details)}.`;
}

function elsewhere(details: string | undefined): string {
  return details === undefined ? "in the job summary" : `[in the whole report](${details})`;
}

/** The line below a list that was cut, if it was. */
export function more({ details }: { details: string | undefined }, count: number, limit: number): string[] {
  return count > limit ? [`… and ${count - limit} more, ${elsewhere(details)}.`] : [];
}
