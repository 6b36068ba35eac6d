import type { ReviewView } from "../review-view.ts";
import { fitBlocks } from "./fit-blocks.ts";
import { rolloutsPlace } from "./keep-sections.ts";
import { reviewBlocks } from "./review-blocks.ts";

/** First line of the one comment: it is found by this and its author. */
export const commentMarker = "<!-- tollgate -->";

/**
 * The one sticky comment, its newest state on top: the rollouts, then the approval. It mentions nobody.
 * GitHub's error speaks of 65,536 characters: half of that is for the report, the other half for the rollouts.
 */
export function renderComment(view: ReviewView): string {
  const report = reviewBlocks(view, { statements: 60, findings: 40 });
  const cap = { characters: 30_000, bytes: 100_000 };
  return `${commentMarker}\n${rolloutsPlace(view.sections)}\n\n${fitBlocks(report, cap, view.details)}`;
}
