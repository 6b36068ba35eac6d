import { fitBlocks } from "./fit-blocks.ts";
import { reviewBlocks } from "./review-blocks.ts";
import type { ReviewView } from "./review-view.ts";

/** First line of the one comment: it is found by this and its author. */
export const commentMarker = "<!-- tollgate -->";

/**
 * The one sticky comment; mentions nobody. GitHub's error speaks of 65,536 characters and its storage was measured
 * at 262,144 bytes: the caps stay below both.
 */
export function renderComment(view: ReviewView): string {
  const blocks = [{ text: commentMarker, rank: 0 }, ...reviewBlocks(view, { statements: 60, findings: 40 })];
  return fitBlocks(blocks, { characters: 60_000, bytes: 200_000 }, view.details);
}
