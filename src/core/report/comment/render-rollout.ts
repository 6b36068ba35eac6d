import type { RolloutView } from "../rollout-view.ts";
import { describeRollout } from "../say/describe-rollout.ts";
import { fitBlocks } from "./fit-blocks.ts";
import { writeMarkdown } from "./write-markdown.ts";

const cap = { characters: 12_000, bytes: 24_000 };

/** One environment's rollout in Markdown. */
export function renderRollout(view: RolloutView): string {
  const blocks = describeRollout(view).map(({ rank, blocks: part }) => ({ rank, text: writeMarkdown(part) }));
  return fitBlocks(blocks, cap, view.run).trimEnd();
}
