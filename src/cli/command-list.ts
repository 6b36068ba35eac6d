import type { Command } from "./command.ts";

/** Loaded when called: a cold `split` pays for no rollout engine. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./commands/check.ts")).checkCommand,
  classify: async () => (await import("./commands/classify.ts")).classifyCommand,
  split: async () => (await import("./commands/split.ts")).splitCommand,
  explain: async () => (await import("./commands/explain.ts")).explainCommand,
  policy: async () => (await import("./commands/policy.ts")).policyCommand,
  init: async () => (await import("./commands/init.ts")).initCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  status: async () => (await import("./commands/status.ts")).statusCommand,
  plan: async () => (await import("./commands/plan.ts")).planCommand,
  matrix: async () => (await import("./commands/matrix.ts")).matrixCommand,
  stats: async () => (await import("./commands/stats.ts")).statsCommand,
  drift: async () => (await import("./commands/drift.ts")).driftCommand,
  apply: async () => (await import("./commands/apply.ts")).applyCommand,
  baseline: async () => (await import("./commands/baseline.ts")).baselineCommand,
  settle: async () => (await import("./commands/settle.ts")).settleCommand,
  undo: async () => (await import("./commands/undo.ts")).undoCommand,
  skip: async () => (await import("./commands/skip.ts")).skipCommand,
};

/** The help of `tollgate` itself. Summaries stand with their commands, so that all of them are loaded for it. */
export async function listCommands(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = Object.keys(commands).map((name, i) => `  ${name.padEnd(10)}${loaded[i]?.summary}`);
  return `tollgate <command>

${lines.join("\n")}

Each command explains itself with --help. Exit codes: 0 clear, 1 gate not passed, 2 could not tell or wrong usage.
`;
}
