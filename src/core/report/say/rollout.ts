import type { TaskStatus } from "../../rollout/rollout.ts";
import type { RolloutView } from "../rollout-view.ts";
import { countTargets } from "./describe-targets.ts";
import { taskSigns } from "./signs.ts";

/** A rollout in one mark and one line of plain text. */
export function sayRollout({ environment, targets, tasks, refusal, next, isPlan }: RolloutView): {
  mark: string;
  title: string;
} {
  const count = (status: TaskStatus) => tasks.filter((task) => task.status === status).length;
  const settled = count("done") + count("skipped") + count("baseline");
  const some = targets.some(({ state }) => state === "done") ? `, ${countTargets(targets)}` : "";
  for (const status of ["failed", "in-doubt"] as const) {
    if (count(status) > 0 && (refusal || !isPlan))
      return {
        mark: taskSigns[status].mark,
        title: `${environment}: ${taskSigns[status].word}${some}`,
      };
  }
  if (refusal && some !== "") return { mark: "❌", title: `${environment}: stopped${some}` };
  if (refusal) return { mark: "⛔", title: `${environment}: refused` };
  if (tasks.length === 0 && next !== undefined) return { mark: "⏳", title: `${environment}: waiting` };
  if (tasks.length === 0) return { mark: "✅", title: `${environment}: nothing to roll out` };
  if (settled === tasks.length) return { mark: "✅", title: `${environment}: rolled out` };
  if (count("running") > 0)
    return { mark: "🔵", title: `${environment}: running, ${settled} of ${tasks.length} done` };
  return { mark: "⏳", title: `${environment}: ${tasks.length - settled} of ${tasks.length} to roll out` };
}
