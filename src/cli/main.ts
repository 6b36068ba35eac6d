import { setFlagsFromString } from "node:v8";
import { sayUnexpected, stackOf } from "../operations/say-unexpected.ts";
import { UserError } from "../operations/user-error.ts";
import { commands, listCommands } from "./command-list.ts";
import { type ExitCode, type Io, processIo } from "./io.ts";

/**
 * V8 optimizes a function once it has run for so many bytes of its bytecode. Node 20 has only the thorough compiler for
 * that, and by its default of 66,000 starts it on much that is about to end; from 450,000 on, long work gets slower. Of
 * 1,000 files with 4 statements each, `check` takes 2.0 instead of 2.8 s of user time, `classify` 0.3 instead of 0.55
 * (Node 20.20). Later versions have a quick compiler as well and their own budget: this goes with support for Node 20.
 */
if (process.version.startsWith("v20.")) setFlagsFromString("--interrupt-budget=450000");

export async function main(args: string[], io: Io): Promise<ExitCode> {
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    io.out(await listCommands());
    return args.length > 0 ? 0 : 2;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return (await load()).run(rest, io);
  io.err(`There is no command ${JSON.stringify(name)}.\n\n${await listCommands()}`);
  return 2;
}

const io = processIo();

/** The one end of everything that goes wrong: what, and what to do about it. */
function fail(error: unknown): void {
  if (error instanceof UserError)
    io.err(`${error.code === "usage" ? "" : `${error.code}: `}${error.message}\n${error.fix}\n`);
  else io.err(`${sayUnexpected(error, "With TOLLGATE_DEBUG=1 it says where")}\n`);
  if (io.env.TOLLGATE_DEBUG === "1") io.err(`${stackOf(error)}\n`);
  process.exitCode = 2;
}

// Outside of every promise, such as a full disk under standard output: Node's own exit code would be 1, "not passed".
process.on("uncaughtException", (error) => {
  fail(error);
  process.exit();
});

main(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
}, fail);
