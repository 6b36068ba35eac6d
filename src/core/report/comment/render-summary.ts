import type { ReviewView } from "../review-view.ts";
import { fitBlocks } from "./fit-blocks.ts";
import { reviewBlocks } from "./review-blocks.ts";

/** The job summary: the same report with more room. GitHub takes 1 MiB for each step. */
export function renderSummary(view: ReviewView): string {
  const blocks = reviewBlocks(view, { statements: 1000, findings: 500 });
  return fitBlocks(blocks, { characters: 900_000, bytes: 1_000_000 }, undefined);
}
