import { where } from "../../core/rollout/tasks.ts";
import { mysqlKeptRows } from "../../mysql/mysql-kept-rows.ts";
import { findUndo, forgetRows } from "../../operations/rollout/find-undo.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand, type Values } from "../command.ts";
import type { Io } from "../io.ts";
import { connectionsNote, rolloutOptions } from "../options.ts";
import { type LocalRollout, readRollout } from "../read-rollout.ts";

const undoOptions = {
  forget: {
    type: "boolean",
    says: "drop what was kept, of FILE or of every file, instead of writing anything",
  },
  "older-than": { type: "string", value: "DAYS", says: "with --forget: only what is that old, as in 30d" },
} as const;

export const undoCommand = defineCommand({
  summary: "write a migration that undoes another one, from the rows that were kept",
  usage: "undo --environment E (FILE | --forget [FILE] [--older-than 30d])",
  help: `Prints a migration: for each UPDATE and DELETE of FILE whose rows the policy had kept, the statement that brings them
back, the last statement first; all else is marked with why it cannot come back. It is never run: read it, and merge it as
any other. Rows that were changed since then are named, and stay as they are. --forget drops the kept rows.`,
  positionals: { value: "FILE", says: "the migration that ran" },
  options: { ...undoOptions, ...rolloutOptions },
  notes: connectionsNote,
  async run({ values, positionals: [file, other] }, io) {
    const rollout = await readRollout(values, io);
    if (values.forget) return forget(rollout, file, values, io);
    if (values["older-than"] !== undefined || file === undefined || other !== undefined)
      throw new UserError("usage", "Which migration?", "Name one, or add --forget.");
    const { sql, notes } = await findUndo(mysqlKeptRows(io.env), rollout.plans, file);
    io.out(sql);
    for (const note of notes) io.err(`${note}\n`);
    return 0;
  },
});

async function forget(
  { plans }: LocalRollout,
  path: string | undefined,
  { "older-than": olderThan }: Values<typeof undoOptions>,
  io: Io,
): Promise<0> {
  const olderThanSeconds = olderThan === undefined ? undefined : secondsOf(olderThan);
  const kept = mysqlKeptRows(io.env);
  for (const { target } of plans) {
    const names = await forgetRows(kept, target, { path, olderThanSeconds });
    io.out(`${where(target)}: ${names.length === 0 ? "nothing is kept" : `dropped ${names.join(", ")}`}\n`);
  }
  return 0;
}

function secondsOf(days: string): number {
  const [, count] = /^(\d{1,5})d$/.exec(days) ?? [];
  if (count !== undefined) return Number(count) * 86_400;
  throw new UserError("usage", `--older-than ${days} is no number of days.`, "Write --older-than 30d.");
}
