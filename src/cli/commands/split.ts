import { parseArgs } from "node:util";
import type { LexMode } from "../../core/sql/lex/token.ts";
import type { SplitStatement } from "../../core/sql/statement.ts";
import { filesOrUsage } from "../files-or-usage.ts";
import type { ExitCode, Io } from "../io.ts";
import { readSqlFile } from "../read-sql-file.ts";

const help = `tollgate split FILE… [--sql-mode MODE[,MODE]…] [--json]

The statements of each file as the mysql client would cut them (bodies without DELIMITER are kept whole), with their
places: offsets in bytes, lines and columns from 1, columns in characters. - is standard input.
Of the modes, ANSI_QUOTES (or ANSI) and NO_BACKSLASH_ESCAPES change how quotes are read.
`;

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "sql-mode": { type: "string", default: "" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    io.out(help);
    return 0;
  }
  const mode = lexModeOf(values["sql-mode"]);
  const cut = [];
  for (const file of filesOrUsage(positionals, help)) {
    cut.push({ file, statements: await readSqlFile(file, mode, io) });
  }
  io.out(
    values.json
      ? `${JSON.stringify(
          cut.map(({ file, statements }) => ({ file, statements: statements.map(published) })),
          null,
          2,
        )}\n`
      : cut.map(listing).join(""),
  );
  return 0;
}

/** The contract's four fields, and no more. */
function published({ text, start, end, delimiter }: SplitStatement) {
  return { text, start, end, delimiter };
}

function lexModeOf(sqlMode: string): Partial<LexMode> {
  const modes = new Set(sqlMode.toUpperCase().split(","));
  return {
    ansiQuotes: modes.has("ANSI_QUOTES") || modes.has("ANSI"),
    noBackslashEscapes: modes.has("NO_BACKSLASH_ESCAPES"),
  };
}

function listing({ file, statements }: { file: string; statements: readonly SplitStatement[] }): string {
  return statements.map(({ start, text }) => `-- ${file}:${start.line}:${start.column}\n${text}\n`).join("");
}
