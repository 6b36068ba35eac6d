import type { StepStatus } from "../../approval/approval.ts";
import type { TaskStatus } from "../../rollout/rollout.ts";
import type { Level } from "../../words/level.ts";

/** A status in a mark to look at and a word to read: one never stands without the other. */
export interface Sign {
  mark: string;
  word: string;
}

export const levelSigns: Readonly<Record<Level, Sign>> = {
  high: { mark: "🔴", word: "High" },
  moderate: { mark: "🟡", word: "Moderate" },
  low: { mark: "🟢", word: "Low" },
  default: { mark: "⚪", word: "None" },
};

export const stepSigns: Readonly<Record<StepStatus, Sign>> = {
  approved: { mark: "✅", word: "approved" },
  waiting: { mark: "⏳", word: "waiting" },
  rejected: { mark: "❌", word: "rejected" },
  "not-needed": { mark: "➖", word: "not needed" },
};

export const taskSigns: Readonly<Record<TaskStatus, Sign>> = {
  "not-started": { mark: "⚪", word: "not started" },
  running: { mark: "🔵", word: "running" },
  done: { mark: "✅", word: "done" },
  failed: { mark: "❌", word: "failed" },
  "in-doubt": { mark: "❓", word: "in doubt" },
  skipped: { mark: "➖", word: "skipped" },
  baseline: { mark: "➖", word: "baseline" },
};

export function show({ mark, word }: Sign): string {
  return `${mark} ${word}`;
}
