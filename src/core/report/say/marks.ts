import type { StepStatus } from "../../approval/approval.ts";
import type { TaskStatus } from "../../rollout/rollout.ts";
import type { Level } from "../../words/level.ts";

/** A status in a mark to look at and a word to read: one never stands without the other. */
export interface Mark {
  mark: string;
  word: string;
}

export const levelMarks: Readonly<Record<Level, Mark>> = {
  high: { mark: "🔴", word: "High" },
  moderate: { mark: "🟡", word: "Moderate" },
  low: { mark: "🟢", word: "Low" },
  default: { mark: "⚪", word: "None" },
};

export const stepMarks: Readonly<Record<StepStatus, Mark>> = {
  approved: { mark: "✅", word: "approved" },
  waiting: { mark: "⏳", word: "waiting" },
  rejected: { mark: "❌", word: "rejected" },
  "not-needed": { mark: "➖", word: "not needed" },
};

export const taskMarks: Readonly<Record<TaskStatus, Mark>> = {
  "not-started": { mark: "⚪", word: "not started" },
  running: { mark: "🔵", word: "running" },
  done: { mark: "✅", word: "done" },
  failed: { mark: "❌", word: "failed" },
  "in-doubt": { mark: "❓", word: "in doubt" },
  skipped: { mark: "➖", word: "skipped" },
  baseline: { mark: "➖", word: "baseline" },
};

export function show({ mark, word }: Mark): string {
  return `${mark} ${word}`;
}
