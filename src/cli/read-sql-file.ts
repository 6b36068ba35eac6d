import type { LexMode } from "../core/sql/mode.ts";
import { decode } from "../core/sql/split/decode.ts";
import { split } from "../core/sql/split/split.ts";
import type { SplitStatement } from "../core/sql/statement.ts";
import type { Problem } from "../core/words/problem.ts";
import type { Io } from "./io.ts";

/** The statements of a file; what is wrong with its text goes to standard error. */
export async function readSqlFile(file: string, mode: Partial<LexMode>, io: Io): Promise<SplitStatement[]> {
  const { text, problems } = decode(await io.readText(file));
  const cut = split(text, { mode });
  for (const problem of [...problems, ...cut.problems])
    io.err(`${placeIn(file, problem)}  ${said(problem)}\n`);
  return cut.statements;
}

function placeIn(file: string, { line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

function said({ what, fix }: Problem): string {
  return `${what} ${fix}`;
}
