import type { RolloutView } from "../rollout-view.ts";
import { describeRollout } from "../say/describe-rollout.ts";
import { renderBlocks } from "./render-blocks.ts";

/** One environment's rollout at a terminal, which has room for all of it. */
export function terminalRollout(view: RolloutView, { colour }: { colour: boolean }): string {
  return renderBlocks(
    describeRollout(view).flatMap(({ blocks }) => blocks),
    { colour },
  );
}
