import { fitBlocks } from "./fit-blocks.ts";
import { rolloutsPlace } from "./keep-sections.ts";
import { reviewBlocks } from "./review-blocks.ts";
import type { ReviewView } from "./review-view.ts";

/** First line of the one comment: it is found by this and its author. */
export const commentMarker = "<!-- tollgate -->";

/**
 * The one sticky comment, its newest state on top: the rollouts, then the approval. It mentions nobody. GitHub's error speaks of 65,536 characters and its storage was measured
 * at 262,144 bytes: the caps stay below both.
 */
export function renderComment(view: ReviewView): string {
  const top = `${commentMarker}\n${rolloutsPlace(view.sections)}`;
  const blocks = [{ text: top, rank: 0 }, ...reviewBlocks(view, { statements: 60, findings: 40 })];
  return fitBlocks(blocks, { characters: 60_000, bytes: 200_000 }, view.details);
}
