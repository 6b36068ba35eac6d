import { askedIn, settle, type Verdict } from "../outside/answer.ts";
import type { Ended, Running } from "../outside/checkout.ts";
import { openProject, type Project } from "../outside/project.ts";
import { startProxy } from "../outside/proxy.ts";
import type { Server } from "../outside/server.ts";
import type { BinaryLog } from "./binary-log.ts";
import { dumpOf } from "./dump.ts";
import { historyOf, type MarkedFile } from "./history.ts";
import { type Interruption, interrupt, type Struck } from "./interruption.ts";
import { type Truth, truthOf } from "./truth.ts";

export interface Trial {
  struck: Struck[];
  runs: number;
  questions: number;
  /** The kind of statement of each question to a person, and how it was answered. */
  doubts: { kind: string; verdict: Verdict; cannotResume: boolean }[];
  /** What must not be. Each begins with `lost`, `doubled`, `believed`, `differs`, `crashed`, `stuck`. */
  wrong: string[];
  /** Sent again without harm. */
  again: string[];
  /** The database in the end. */
  dump: string;
}

export interface TrialInput {
  server: Server;
  log: BinaryLog;
  database: string;
  user: string;
  plan: Interruption[];
  /** The database after an undisturbed run. */
  reference: string | undefined;
}

const mostRuns = 60;

/** One whole rollout of the history into a fresh database, interrupted as planned, started again until it is done. */
export async function runTrial(input: TrialInput): Promise<Trial> {
  const { server, log, database, user, plan } = input;
  await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
  const files = historyOf(database);
  const truth = truthOf({ server, database, files, log, since: (await log.read()).length });
  const project = openProject({ database, flavour: server.flavour, port: server.port, user });
  project.commit(Object.fromEntries(files.map(({ path, statements }) => [path, textOf(statements)])));
  const proxy = await startProxy(server.port);
  const trial: Trial = { struck: [], runs: 0, questions: 0, doubts: [], wrong: [], again: [], dump: "" };
  let running: Running | undefined;
  interrupt({ server, proxy, running: () => running }, plan, (one) => trial.struck.push(one));
  try {
    for (let ended: Ended | undefined; ended?.code !== 0; ) {
      if (trial.runs++ >= mostRuns) throw new Stuck(ended?.said ?? "");
      running = project.start("apply", [], proxy.port);
      const late = setTimeout(() => running?.kill("SIGKILL"), 300_000);
      ended = await running.ended;
      clearTimeout(late);
      await afterRun({ trial, truth, project, files }, ended);
    }
    await judge(trial, truth, files);
    trial.dump = await dumpOf(server, database);
    if (input.reference !== undefined && trial.dump !== input.reference)
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

interface Desk {
  trial: Trial;
  truth: Truth;
  project: Project;
  files: readonly MarkedFile[];
}

async function afterRun({ trial, truth, project, files }: Desk, { code, said }: Ended): Promise<void> {
  for (const row of await truth.believedWrongly()) trial.wrong.push(`believed: ${row}`);
  if (/please report|did not expect|\n\s+at .*:\d+:\d+/.test(said))
    trial.wrong.push(`crashed: ${said.slice(0, 600)}`);
  if (code === 0 || code === undefined) return;
  const asked = askedIn(said);
  if (asked) {
    const kind =
      files.find(({ path }) => path === asked.file)?.statements[asked.statement - 1]?.kind ?? "none";
    const cannotResume = /cannot-resume/.test(said);
    const verdict = cannotResume ? await finishFile(truth, files, asked) : await answer(truth, asked);
    trial.doubts.push({ kind, verdict, cannotResume });
    const settled = await settle(project, asked, verdict);
    if (settled.code !== 0) throw new Stuck(`${said}\nsettle ${verdict}: ${settled.said}`);
  } else if (/baseline [\s\S]*--schema/.test(said)) {
    await project.run("baseline", ["--schema"]);
  }
}

/** A person looks at the log; what is half done they complete by hand. */
async function answer(truth: Truth, { file }: { file: string }): Promise<Verdict> {
  const last = await truth.endOfUnit(file, statement);
  const done = await truth.ofUnit(file, statement, last);
  if (done === "none") return "--none-ran";
  if (done === "part") await truth.completeByHand(file, last);
  return "--ran";
}

async function finishFile(
  truth: Truth,
  files: readonly MarkedFile[],
  { file }: { file: string },
): Promise<Verdict> {
  const last = files.find(({ path }) => path === file)?.statements.length ?? 0;
  await truth.completeByHand(file, last);
  return "--rest-ran";
}

async function judge(trial: Trial, truth: Truth, files: readonly MarkedFile[]): Promise<void> {
  for (const statement of files.flatMap(({ statements }) => statements)) {
    for (const count of await truth.counts(statement)) {
      if (count === statement.times) continue;
      if (count < statement.times) trial.wrong.push(`lost: ${statement.sql}`);
      else if (statement.harmlessAgain) trial.again.push(statement.kind);
      else trial.wrong.push(`doubled (${count}): ${statement.sql}`);
    }
  }
}

function firstDifference(one: string, other: string): string {
  const [left, right] = [one.split("\n"), other.split("\n")];
  const at = left.findIndex((line, i) => line !== right[i]);
  return `${left[at]} instead of ${right[at]}`;
}
