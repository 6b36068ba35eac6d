import type { LexMode } from "../../core/sql/mode.ts";
import type { SplitStatement } from "../../core/sql/statement.ts";
import { defineCommand } from "../command.ts";
import { filesOrUsage } from "../files-or-usage.ts";
import { readSqlFile } from "../read-sql-file.ts";

export const splitCommand = defineCommand({
  summary: "the statements of a file, byte for byte",
  usage: "split FILE… [--sql-mode MODE[,MODE]…] [--json]",
  help: `The statements of each file as the mysql client would cut them (bodies without DELIMITER are kept whole), with their
places: offsets in bytes, lines and columns from 1, columns in characters.`,
  positionals: { value: "FILE", says: "a file of SQL; - is standard input" },
  options: {
    "sql-mode": {
      type: "string",
      default: "",
      value: "MODE[,MODE]…",
      says: "ANSI_QUOTES (or ANSI) and NO_BACKSLASH_ESCAPES change how quotes are read",
    },
    json: { type: "boolean", says: "as JSON" },
  },
  async run({ values, positionals, help }, io) {
    const mode = lexModeOf(values["sql-mode"]);
    const cut = [];
    for (const file of filesOrUsage(positionals, help)) {
      cut.push({ file, statements: await readSqlFile(file, mode, io) });
    }
    io.out(values.json ? json(cut) : cut.map(listing).join(""));
    return 0;
  },
});

interface SplitFile {
  file: string;
  statements: readonly SplitStatement[];
}

function json(cut: readonly SplitFile[]): string {
  const files = cut.map(({ file, statements }) => ({ file, statements: statements.map(published) }));
  return `${JSON.stringify(files, null, 2)}\n`;
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

function listing({ file, statements }: SplitFile): string {
  return statements.map(({ start, text }) => `-- ${file}:${start.line}:${start.column}\n${text}\n`).join("");
}
