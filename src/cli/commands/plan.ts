import type { Environment } from "../../core/policy/policy.ts";
import { noRowRules } from "../../core/policy/row-rules.ts";
import { sayAnswers, sayOldestTransaction } from "../../core/report/say/answers.ts";
import { hideSecrets } from "../../core/report/say/hide-secrets.ts";
import { oneLine, visible } from "../../core/report/say/neutralise.ts";
import { terminalRollout } from "../../core/report/terminal/terminal-rollout.ts";
import { resumeGap } from "../../core/risk/factors/cannot-resume.ts";
import { foresee } from "../../core/rollout/foresee.ts";
import { closedAt } from "../../core/rollout/opening.ts";
import type { PlannedStatement } from "../../core/rollout/rollout.ts";
import { foreseeBatches } from "../../core/rollout/rows/foresee-batches.ts";
import { pendingTasks, where } from "../../core/rollout/tasks.ts";
import { mysqlDatabases } from "../../mysql/mysql-databases.ts";
import { type AskedTarget, askAboutPending } from "../../operations/rollout/ask-about-pending.ts";
import type { TargetPlan } from "../../operations/rollout/look-at-targets.ts";
import { type ForeseenWay, foreseeOnline, sayWay } from "../../operations/rollout/online/foresee-online.ts";
import { onlineFor } from "../../operations/rollout/online/online-for.ts";
import { everyStop } from "../../operations/rollout/read-pending.ts";
import { viewRollout } from "../../operations/rollout/view-rollout.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";
import { onlinePorts } from "../online-ports.ts";
import { connectionsNote, jsonOption, rolloutOptions } from "../options.ts";
import { readRollout } from "../read-rollout.ts";

export const planCommand = defineCommand({
  summary: "what a rollout would run",
  usage: "plan --environment E [--json]",
  help: `What a rollout would run, statement by statement. Asks the targets' ledgers, not GitHub: whether it may run is for the
gate to say. Writes nothing.

Of each statement the target says how large its tables are now, how many rows it would change (EXPLAIN of the SELECT of
the same rows) and whether it can read it (PREPARE); none of it is run. What the account may not see is unknown. It
informs, and changes no verdict. So does what an interruption would come to: which statements would ask a person, and between
which lines a file cannot be resumed. A change of rows that runs in batches is shown as each batch is sent.`,
  options: { ...rolloutOptions, json: jsonOption },
  notes: connectionsNote,
  async run({ values }, io) {
    const rollout = await readRollout(values, io);
    const { policy, environment, commit, plans } = rollout;
    const stops = everyStop(rollout);
    const view = viewRollout({ policy, environment }, { commit, actors: [], run: undefined }).planned(
      stops,
      plans,
    );
    const clock = { now: () => new Date() };
    const closed = closedAt(environment, clock.now().getTime());
    const asked = await askAboutPending(mysqlDatabases(io.env, clock), plans);
    const foreseen = onPending(plans, interruptions);
    const rules = environment.rowRules ?? noRowRules;
    const batches = onPending(plans, (statements) => foreseeBatches(statements, rules));
    const ways = await foreseenWays(environment, plans, io.env);
    const plain = {
      ...view,
      closed: closed ?? null,
      foreseen,
      batches,
      online: ways.map(plainWay),
      asked: asked.map(plainAnswers),
    };
    if (values.json) io.out(`${JSON.stringify(plain, undefined, 2)}\n`);
    else
      io.out(
        `${terminalRollout(view, io)}${sayRemarks("In batches", batches)}${sayRemarks("If it is interrupted", foreseen)}${sayWays(ways, environment)}${asked.map(sayTarget).join("")}`,
      );
    if (closed) io.err(`${closed.what}\n  ${closed.fix} (${closed.code})\n`);
    return stops.length > 0 ? 1 : 0;
  },
});

/** Something about a line of a file that is pending. */
interface Remark {
  file: string;
  line: number;
  says: string;
}

/** Of each file that is pending somewhere, once. */
function onPending<Said extends Omit<Remark, "file">>(
  plans: readonly TargetPlan[],
  look: (statements: readonly PlannedStatement[]) => readonly Said[],
): (Said & { file: string })[] {
  const pending = plans.flatMap(({ tasks }) => pendingTasks(tasks));
  const files = new Map(pending.map(({ migration }) => [migration.path, migration.statements]));
  return [...files].flatMap(([file, statements]) => look(statements).map((one) => ({ file, ...one })));
}

/** Where an interruption would need a person; what stops the file is said as its refusal. */
function interruptions(statements: readonly PlannedStatement[]): Omit<Remark, "file">[] {
  return foresee(statements)
    .filter(({ id }) => id === "cannot-resume" || id === "asks-a-person")
    .map(({ id, line, says }) => ({
      line,
      says: id === "cannot-resume" ? `${says} ${resumeGap.instead}` : says,
    }));
}

function sayRemarks(head: string, remarks: readonly Remark[]): string {
  const said = remarks.map(({ file, line, says }) => oneLine(`${file}:${line}: ${says}`));
  return said.length === 0 ? "" : `\n${head}\n${lines(said)}`;
}

/** Which alterations a tool would make, by the tables as they are now. */
async function foreseenWays(environment: Environment, plans: readonly TargetPlan[], env: Io["env"]) {
  const online = onlineFor(environment, onlinePorts(env));
  return online ? foreseeOnline(online, plans) : [];
}

function sayWays(ways: readonly ForeseenWay[], { online: rule }: Environment): string {
  if (ways.length === 0 || !rule) return "";
  return `\nLarge tables\n${lines(ways.map((way) => oneLine(sayWay(way, rule))))}`;
}

function plainWay({ target: { instance, database }, ...way }: ForeseenWay) {
  return { instance, database, ...way };
}

function plainAnswers({ target, answers, statements }: AskedTarget) {
  const { instance, database } = target;
  const said = answers instanceof UserError ? { error: answers.message, code: answers.code } : answers;
  return {
    instance,
    database,
    ...said,
    statements: statements.map(({ file, line, answer }) => ({ file, line, ...answer })),
  };
}

function sayTarget({ target, answers, statements }: AskedTarget): string {
  const silent = answers instanceof UserError;
  const head = silent
    ? [oneLine(answers.message), oneLine(answers.fix)]
    : [
        `server: ${oneLine(answers.statistics.serverVersion)}`,
        sayOldestTransaction(answers.oldestTransaction),
      ];
  const parts = statements.map(({ question, answer }) => {
    const said = answer && !silent ? sayAnswers(question, answer, answers.statistics) : [];
    return `\n${visible(hideSecrets(question.text))};\n${lines(said)}`;
  });
  return `\n${where(target)}\n${lines(head)}${parts.join("")}`;
}

function lines(said: readonly string[]): string {
  return said.map((line) => `  ${line}\n`).join("");
}
