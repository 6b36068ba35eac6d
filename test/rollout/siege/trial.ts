import { type Asked, askedIn, settle, type Verdict } from "../outside/answer.ts";
import type { Ended, Running } from "../outside/checkout.ts";
import { openProject, type Project } from "../outside/project.ts";
import { startProxy } from "../outside/proxy.ts";
import type { Server } from "../outside/server.ts";
import type { BinaryLog } from "./binary-log.ts";
import { dumpOf } from "./dump.ts";
import type { MarkedFile } from "./history.ts";
import { type Interruption, interrupt, type Struck } from "./interruption.ts";
import { type Truth, truthOf } from "./truth.ts";

export interface SiegeTrial {
  struck: Struck[];
  runs: number;
  questions: number;
  /** The kind of statement of each question to a person, and how it was answered. */
  doubts: { kind: string; verdict: Verdict; cannotResume: boolean }[];
  /** What must not be. Each begins with `lost`, `doubled`, `believed`, `differs`, `crashed`, `stuck`. */
  wrong: string[];
  /** Sent again without harm. */
  again: string[];
  /** The refusal that it ended with, instead of everything done. */
  refused: string | undefined;
  /** The database in the end. */
  dump: string;
}

export interface TrialInput {
  server: Server;
  log: BinaryLog;
  database: string;
  user: string;
  files: readonly MarkedFile[];
  /** As root, in the new database. */
  before?: string;
  plan: Interruption[];
  /** The database after an undisturbed run. */
  reference: string | undefined;
  /** What a person does about a statement that the server refused. */
  mend?: string;
  /** A person who only answers what the log tells, and does nothing by hand: a refusal may be the end. */
  handsOff?: true;
}

const mostRuns = 60;

/** One whole rollout of the history into a fresh database, interrupted as planned, started again until it is done. */
export async function runTrial(input: TrialInput): Promise<SiegeTrial> {
  const { server, log, database, user, files, plan } = input;
  await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
  if (input.before) await server.query(input.before, database);
  const truth = truthOf({ server, database, files, log, since: (await log.read()).length });
  const project = openProject({ database, flavour: server.flavour, port: server.port, user });
  project.commit(Object.fromEntries(files.map(({ path, statements }) => [path, textOf(statements)])));
  const proxy = await startProxy(server.port);
  const trial: SiegeTrial = {
    struck: [],
    runs: 0,
    questions: 0,
    doubts: [],
    wrong: [],
    again: [],
    refused: undefined,
    dump: "",
  };
  let running: Running | undefined;
  const statements = new Set(files.flatMap((file) => file.statements.map(({ sql }) => sql)));
  interrupt({ server, proxy, running: () => running, statements }, plan, (one) => trial.struck.push(one));
  try {
    for (let ended: Ended | undefined; ended?.code !== 0 && trial.refused === undefined; ) {
      if (trial.runs++ >= mostRuns) throw new Stuck(ended?.said ?? "");
      running = project.start("apply", [], proxy.port);
      const late = setTimeout(() => running?.kill("SIGKILL"), 300_000);
      ended = await running.ended;
      clearTimeout(late);
      await afterRun({ ...input, trial, truth, project }, ended);
    }
    await judge(trial, truth, files);
    trial.dump = await dumpOf(server, database);
    if (trial.refused === undefined && input.reference !== undefined && trial.dump !== input.reference)
      trial.wrong.push(`differs: ${firstDifference(trial.dump, input.reference)}`);
  } catch (error) {
    trial.wrong.push(
      error instanceof Stuck ? `stuck: ${error.message}` : `crashed the siege: ${String(error)}`,
    );
  } finally {
    trial.questions = proxy.questions.length;
    proxy.close();
    project.remove();
  }
  return trial;
}

/** Nothing that a person is told helps any more. */
class Stuck extends Error {}

/** One statement may hold a semicolon only in a procedure's body, which has a delimiter of its own. */
const textOf = (statements: MarkedFile["statements"]) =>
  statements
    .map(({ sql }) => (sql.includes(";") ? `DELIMITER //\n${sql}//\nDELIMITER ;\n` : `${sql};\n`))
    .join("");

/** What happened before that, in words. */
function lastOf({ struck }: SiegeTrial): string {
  const one = struck.at(-1);
  return one ? `after ${one.kind} (${one.at}, ${one.session}) at "${one.sql.slice(0, 80)}"` : "undisturbed";
}

interface Desk extends TrialInput {
  trial: SiegeTrial;
  truth: Truth;
  project: Project;
}

async function afterRun(desk: Desk, { code, said }: Ended): Promise<void> {
  const { trial, truth, project, server, database } = desk;
  for (const row of await truth.believedWrongly()) trial.wrong.push(`believed, ${lastOf(trial)}: ${row}`);
  if (/please report|did not expect|\n\s+at .*:\d+:\d+/.test(said))
    trial.wrong.push(`crashed, ${lastOf(trial)}: ${said.slice(0, 1500)}`);
  if (code === 0 || code === undefined) return;
  if (!/lines? \d+|connection|network|lock|cancelled/i.test(said))
    trial.wrong.push(`silent, ${lastOf(trial)}: ${said.slice(0, 600)}`);
  const asked = askedIn(said);
  if (asked) return answer(desk, asked);
  if (/baseline [\s\S]*--schema/.test(said)) await project.run("baseline", ["--schema"]);
  else if (desk.mend) await server.query(desk.mend, database);
}

async function answer({ trial, truth, project, files, handsOff }: Desk, asked: Asked): Promise<void> {
  const kind = files.find(({ path }) => path === asked.file)?.statements[asked.statement - 1]?.kind ?? "none";
  const cannotResume = /cannot-resume/.test(asked.said);
  const last = cannotResume ? Number.POSITIVE_INFINITY : await truth.endOfUnit(asked.file, asked.statement);
  const done = await truth.ofUnit(asked.file, asked.statement, last);
  const verdict = cannotResume ? "--rest-ran" : done === "none" ? "--none-ran" : "--ran";
  trial.doubts.push({ kind, verdict, cannotResume });
  if (handsOff && (cannotResume || done === "part")) {
    trial.refused = asked.said;
    return;
  }
  // A person looks at the log; what is half done they complete by hand.
  if (cannotResume || done === "part") await truth.completeByHand(asked.file, last);
  const settled = await settle(project, asked, verdict);
  if (settled.code !== 0) throw new Stuck(`${asked.said}\nsettle ${verdict}: ${settled.said}`);
}

/** Of a history that ended with a refusal, only what ran too often can be told. */
async function judge(trial: SiegeTrial, truth: Truth, files: readonly MarkedFile[]): Promise<void> {
  await truth.look();
  for (const statement of files.flatMap(({ statements }) => statements)) {
    const { times, harmlessAgain, kind, sql } = statement;
    const counts = truth.counts(statement);
    if (trial.refused === undefined && counts.some((count) => count < times))
      trial.wrong.push(`lost: ${sql}`);
    if (!counts.some((count) => count > times)) continue;
    if (harmlessAgain) trial.again.push(kind);
    else trial.wrong.push(`doubled (${counts.join(", ")}): ${sql}`);
  }
}

function firstDifference(one: string, other: string): string {
  const [left, right] = [one.split("\n"), other.split("\n")];
  const at = left.findIndex((line, i) => line !== right[i]);
  return `${left[at]} instead of ${right[at]}`;
}
