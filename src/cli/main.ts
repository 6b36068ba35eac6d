import { setFlagsFromString } from "node:v8";
import { UserError } from "../operations/user-error.ts";
import { commands, listCommands } from "./command-list.ts";
import { type ExitCode, type Io, processIo } from "./io.ts";

/**
 * V8 optimizes a function once it has run for so many bytes of its bytecode. Node 20's has only the thorough compiler for
 * that, which takes half of a command's time: at its own 66 thousand it starts on what is about to be over. At more than
 * this, what takes longer stays slow.
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
main(process.argv.slice(2), io).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 2;
    io.err(error instanceof UserError ? `${error.message}\n${error.fix}\n` : unexpected(error));
  },
);

function unexpected(error: unknown): string {
  return `Tollgate stopped on something it did not expect. Please report it.\n${error instanceof Error ? error.stack : String(error)}\n`;
}
