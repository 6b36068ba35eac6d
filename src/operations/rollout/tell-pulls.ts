import { putRolloutSection } from "../../core/report/comment/keep-sections.ts";
import { renderRollout } from "../../core/report/comment/render-rollout.ts";
import type { RolloutView } from "../../core/report/rollout-view.ts";
import type { CurrentPolicy } from "./read-current-policy.ts";
import type { RolloutPorts } from "./request.ts";

/**
 * Every pull request whose migrations were input shows it in the one comment. Best effort: what ran has run, and the
 * ledger says so; a comment that cannot be written is told in a sentence.
 */
export async function tellPulls(
  { pulls, commentsOf }: Pick<RolloutPorts, "pulls" | "commentsOf">,
  { policy, environment }: Pick<CurrentPolicy, "policy" | "environment">,
  view: RolloutView,
  pullOf: Readonly<Record<string, number>>,
): Promise<string[]> {
  const comments = commentsOf(policy);
  const remarks: string[] = [];
  for (const number of new Set(Object.values(pullOf))) {
    const own = { ...view, tasks: view.tasks.filter(({ file }) => pullOf[file] === number) };
    try {
      const pull = await pulls.read(number);
      const body = await comments.read(pull);
      // Without the review's comment there is nothing to add to, and a comment of ours would be a second one.
      if (body !== undefined)
        await comments.write(pull, putRolloutSection(body, environment.name, renderRollout(own)));
    } catch (error) {
      remarks.push(
        `The comment of #${number} could not be updated: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
  return remarks;
}
