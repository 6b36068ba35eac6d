import type { TargetDrift } from "../../rollout/drift/target-drift.ts";
import { where } from "../../rollout/tasks.ts";
import { sayChanges, sayDrift, sayNotCompared } from "../say/drift.ts";
import { code, prose } from "../say/neutralise.ts";

/** An issue's body holds 65,536 characters; a table of thousands of lines helps nobody. */
const mostLines = 200;

/** Drift of an environment as Markdown: for an issue, a job summary, a mail. */
export function renderDrift(environment: string, drifts: readonly TargetDrift[]): string {
  const parts = drifts.map((drift) => {
    const head = `### ${prose(where(drift.target))}\n\n${prose(sayDrift(drift))}`;
    if (drift.state === "unknown") return head;
    const lines = sayChanges(drift.changes);
    const shown = lines.slice(0, mostLines).map((line) => `- ${code(line)}`);
    const rest = lines.length > mostLines ? [`- … and ${lines.length - mostLines} more`] : [];
    const unseen = sayNotCompared(drift.notCompared);
    return [head, [...shown, ...rest].join("\n"), ...(unseen === undefined ? [] : [`_${unseen}_`])]
      .filter((part) => part !== "")
      .join("\n\n");
  });
  return `## Drift of ${prose(environment)}\n\n${parts.join("\n\n")}\n`;
}
