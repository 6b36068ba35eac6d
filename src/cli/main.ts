import { setFlagsFromString } from "node:v8";
import { UserError } from "../operations/user-error.ts";
import { type Command, type ExitCode, type Io, processIo } from "./io.ts";

/**
 * V8 optimizes a function once it has run for so many bytes of its bytecode. Node 20's has only the thorough compiler for
 * that, which takes half of a command's time: at its own 66 thousand it starts on what is about to be over. At more than
 * this, what takes longer stays slow.
 */
if (process.version.startsWith("v20.")) setFlagsFromString("--interrupt-budget=450000");

/** Loaded when called: a cold `split` pays for no rollout engine. */
const commands: Record<string, { load: () => Promise<{ run: Command }>; summary: string }> = {
  check: {
    load: () => import("./commands/check.ts"),
    summary: "weigh migrations as a pull request would be",
  },
  classify: {
    load: () => import("./commands/classify.ts"),
    summary: "what each statement of a file is and does",
  },
  split: { load: () => import("./commands/split.ts"), summary: "the statements of a file, byte for byte" },
  explain: {
    load: () => import("./commands/explain.ts"),
    summary: "a risk factor: why it weighs, what to do instead",
  },
  policy: {
    load: () => import("./commands/policy.ts"),
    summary: "`policy test`: is the policy file right, and what does it ask",
  },
  init: { load: () => import("./commands/init.ts"), summary: "write a policy and the workflow files" },
  doctor: {
    load: () => import("./commands/doctor.ts"),
    summary: "is everything set up that the gate relies on",
  },
  status: {
    load: () => import("./commands/status.ts"),
    summary: "what has run in an environment, and what is pending",
  },
  plan: { load: () => import("./commands/plan.ts"), summary: "what a rollout would run" },
  stats: {
    load: () => import("./commands/stats.ts"),
    summary: "how large an environment's tables are, for reviews to know",
  },
  apply: {
    load: () => import("./commands/apply.ts"),
    summary: "run the pending migrations of an environment, without the gate",
  },
  baseline: { load: () => import("./commands/baseline.ts"), summary: "record what is there already" },
  skip: {
    load: () => import("./commands/skip.ts"),
    summary: "never run one migration here, or settle a statement in doubt",
  },
};

const help = `tollgate <command>

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join("\n")}

Each command explains itself with --help. Exit codes: 0 clear, 1 gate not passed, 2 could not tell or wrong usage.
`;

export async function main(args: string[], io: Io): Promise<ExitCode> {
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    io.out(help);
    return args.length > 0 ? 0 : 2;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    io.err(`There is no command ${JSON.stringify(name)}.\n\n${help}`);
    return 2;
  }
  return (await command.load()).run(rest, io);
}

const io = processIo();
main(process.argv.slice(2), io).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 2;
    io.err(error instanceof UserError ? `${error.message}\n${error.fix}\n` : describe(error));
  },
);

function describe(error: unknown): string {
  if (isUsageError(error)) return `${error.message}\nRun the command with --help to see its options.\n`;
  return `Tollgate stopped on something it did not expect. Please report it.\n${error instanceof Error ? error.stack : String(error)}\n`;
}

/** What node:util's parseArgs throws for an unknown option or a missing value. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
