import type { SettleAnswer } from "../../core/rollout/ledger/decide.ts";
import { where } from "../../core/rollout/tasks.ts";
import type { TargetPlan } from "../../operations/rollout/look-at-targets.ts";
import type { Decision } from "../../operations/rollout/record-decision.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand, type Values } from "../command.ts";
import { connectionsNote, deciderOptions, jsonOption, rolloutOptions } from "../options.ts";
import { recordForEach } from "../record-for-each.ts";

const verdictOptions = {
  file: { type: "string", value: "FILE", says: "the migration" },
  statement: { type: "string", value: "N", says: "the statement that is asked about, from 1" },
  ran: { type: "boolean", says: "it took effect, of several: it and those before it" },
  "none-ran": {
    type: "boolean",
    says: "nothing of it took effect, it is to run again; where nothing is in doubt: all that ran was undone by hand",
  },
  "rest-ran": { type: "boolean", says: "it and all after it in the file were done by hand" },
  "rest-moved-to": { type: "string", value: "FILE", says: "it and all after it are in this migration now" },
} as const;

export const settleCommand = defineCommand({
  summary: "say what became of a statement that a rollout asks about",
  usage:
    "settle --environment E --file FILE --statement N (--ran | --none-ran | --rest-ran | --rest-moved-to FILE) --actor NAME --reason TEXT [--json]",
  help: `Answers the one question that a file stands at: a statement in doubt, one that the server refused, or a file that cannot
go on in another session. Writes one row into the ledger, after the row that it answers; an answer to anything else is
refused.`,
  options: { ...verdictOptions, ...deciderOptions, ...rolloutOptions, json: jsonOption },
  notes: connectionsNote,
  async run({ values }, io) {
    const answer = readAnswer(values);
    await recordForEach("settle", values, io, (plan) => decisionOf(values.file, answer, plan));
    return 0;
  },
});

function readAnswer(values: Values<typeof verdictOptions>): SettleAnswer {
  const movedTo = values["rest-moved-to"];
  const verdicts: SettleAnswer["verdict"][] = [
    ...(values.ran ? (["ran"] as const) : []),
    ...(values["none-ran"] ? (["none-ran"] as const) : []),
    ...(values["rest-ran"] ? (["rest-ran"] as const) : []),
    ...(movedTo === undefined ? [] : (["rest-moved"] as const)),
  ];
  const [verdict, more] = verdicts;
  const statement = /^[1-9]\d{0,8}$/.test(values.statement ?? "") ? Number(values.statement) : undefined;
  if (!verdict || more !== undefined || statement === undefined) {
    throw new UserError(
      "usage",
      "What became of which statement?",
      "Give --statement N, and one of --ran, --none-ran, --rest-ran and --rest-moved-to FILE.",
    );
  }
  return { verdict, statement, movedTo };
}

function decisionOf(file: string | undefined, answer: SettleAnswer, { target, tasks }: TargetPlan): Decision {
  const task = tasks.find(({ migration }) => migration.path === file);
  const what = !task
    ? `${file ?? "No file"} is no migration of ${where(target)}.`
    : task.migration.statements[answer.statement - 1]
      ? undefined
      : `${file} has no statement ${answer.statement}.`;
  if (file === undefined || what !== undefined)
    throw new UserError(
      "usage",
      what ?? "Which file?",
      "Look at `tollgate status`, and count statements from 1.",
    );
  return { kind: "settle", path: file, answer };
}
