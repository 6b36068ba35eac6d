import { parseArgs } from "node:util";
import { UserError } from "../operations/user-error.ts";
import type { ExitCode, Io } from "./io.ts";

/** An option with a value, as node:util's parseArgs takes it, and its line in the help. */
interface ValueOption {
  type: "string";
  short?: string;
  /** Each time that it is given counts. */
  multiple?: true;
  /** Shown in the help, unless it is empty. */
  default?: string;
  /** What stands for the value in the help: `FILE`. */
  value: string;
  says: string;
}

/** An option that is given or not. */
interface FlagOption {
  type: "boolean";
  short?: string;
  says: string;
}

export type CommandOptions = Readonly<Record<string, ValueOption | FlagOption>>;

/** What the command line gave for each option; undefined = it was not given, and has no default. */
export type Values<Options extends CommandOptions> = {
  readonly [Name in keyof Options]: Options[Name] extends { default: string }
    ? string
    :
        | (Options[Name] extends FlagOption
            ? boolean
            : Options[Name] extends { multiple: true }
              ? string[]
              : string)
        | undefined;
};

interface Given<Options extends CommandOptions> {
  values: Values<Options>;
  positionals: readonly string[];
  /** The command's own, for what is missing. */
  help: string;
}

interface Definition<Options extends CommandOptions> {
  /** Its line in the list of commands. */
  summary: string;
  /** How it is written, without `tollgate`: what must be given, what may be, what excludes what. */
  usage: string;
  /** What it does: above the lines of the options. */
  help: string;
  /** Below them. */
  notes?: string;
  /** Absent = it takes none. */
  positionals?: { value: string; says: string };
  options: Options;
  run(given: Given<Options>, io: Io): Promise<ExitCode>;
}

export interface Command {
  summary: string;
  help: string;
  /** @throws UserError for an option that is not declared, a value too few or a word too many. */
  run(args: string[], io: Io): Promise<ExitCode>;
}

/** A command is what it may be given, what its help says of that, and a function; --help is the same for all. */
export function defineCommand<const Options extends CommandOptions>(
  definition: Definition<Options>,
): Command {
  const help = helpText(definition);
  return {
    summary: definition.summary,
    help,
    async run(args, io) {
      const { values, positionals } = parse(args, definition);
      if (!values.help) return definition.run({ values: values as Values<Options>, positionals, help }, io);
      io.out(help);
      return 0;
    },
  };
}

function parse(
  args: string[],
  { options, positionals }: Pick<Definition<CommandOptions>, "options" | "positionals">,
) {
  const config = { ...options, help: { type: "boolean", short: "h" } } as const;
  try {
    return parseArgs({ args, options: config, allowPositionals: positionals !== undefined });
  } catch (cause) {
    throw wrongUsage(cause) ?? cause;
  }
}

/** What parseArgs throws for an unknown option or a missing value; undefined = something else. */
function wrongUsage(cause: unknown): UserError | undefined {
  if (!(cause instanceof Error && "code" in cause && String(cause.code).startsWith("ERR_PARSE_ARGS")))
    return undefined;
  return new UserError("usage", cause.message, "Run the command with --help to see its options.", { cause });
}

function helpText({ usage, help, notes, positionals, options }: Definition<CommandOptions>): string {
  const words = positionals ? [[positionals.value, positionals.says] as const] : [];
  const lines = Object.entries(options).map(
    ([name, option]) => [flags(name, option), described(option)] as const,
  );
  const parts = [`tollgate ${usage}`, help, columns([...words, ...lines]), notes ?? ""];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function flags(name: string, option: ValueOption | FlagOption): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  return `${short}--${name}${option.type === "string" ? ` ${option.value}` : ""}`;
}

function described(option: ValueOption | FlagOption): string {
  return option.type === "string" && option.default
    ? `${option.says} (default: ${option.default})`
    : option.says;
}

function columns(lines: readonly (readonly [flags: string, says: string])[]): string {
  const width = Math.max(0, ...lines.map(([flags]) => flags.length));
  return lines.map(([flags, says]) => `  ${flags.padEnd(width)}  ${says}`).join("\n");
}
