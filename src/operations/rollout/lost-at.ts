import type { Target } from "../../core/policy/policy.ts";
import { placeOf } from "../../core/rollout/questions.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { where } from "../../core/rollout/tasks.ts";
import type { FileRun } from "./run-file.ts";

/** The connection is gone for good: what is known, and what to do. */
export function lostAt(
  target: Target,
  files: readonly FileRun[],
  { cancelled, said }: { cancelled: boolean; said: string },
): Refusal {
  const file = files.at(-1);
  const done = file?.outcomes.filter(({ status }) => status === "done").length ?? 0;
  const next = file ? Math.min(file.task.next + done, file.task.migration.statements.length - 1) : 0;
  const place = file ? ` at ${placeOf(file.task.migration, next)}` : "";
  const what = cancelled
    ? `The rollout of ${where(target)} was cancelled${place}, and the server did not say in time whether that took effect.`
    : `The connection to ${where(target)} was lost${place} and could not be had again: ${said}`;
  return {
    code: cancelled ? "cancelled" : "connection-lost",
    what,
    fix: "Nothing is run twice and nothing forgotten: start the rollout again, and it finds out what took effect, or asks.",
  };
}
