import { cpus } from "node:os";
import type { Server } from "../outside/server.ts";
import { type BinaryLog, openBinaryLog } from "./binary-log.ts";
import { dumpOf } from "./dump.ts";
import { type Generated, generate } from "./generate.ts";
import { historyOf, type MarkedFile } from "./history.ts";
import { type Interruption, type InterruptionKind, moments } from "./interruption.ts";
import { randomOf, type SiegeRandom } from "./random.ts";
import { runTrial, type SiegeTrial, type TrialInput } from "./trial.ts";

/** Accounts as rollouts have them; only one may see what other sessions and the storage engine do. */
export const accounts = ["with_process", "without_process"] as const;
export type Account = (typeof accounts)[number];

export interface Told {
  seed: number;
  account: Account;
  files: number;
  trial: SiegeTrial;
}

export interface CampaignInput {
  server: Server;
  seeds: readonly number[];
  kinds: readonly [InterruptionKind, ...InterruptionKind[]];
  /** Interruptions of one trial, and the most questions that pass between two. */
  interruptions: number;
  apart: number;
  /** The history of every kind of statement, or that many files that a seed writes. */
  files: "history" | number;
  atOnce?: number;
  tell(told: Told): void;
}

type Prepared = Pick<TrialInput, "files" | "before" | "mend" | "handsOff" | "reference">;
type Prepare = (seed: number, database: string) => Promise<Prepared>;

/** Trials side by side, each in a database of its own; the same seeds give the same interruptions. */
export async function runCampaign(input: CampaignInput): Promise<Told[]> {
  const { server, seeds, atOnce = cpus().length } = input;
  await makeAccounts(server);
  const log = await openBinaryLog(server);
  const prepare =
    input.files === "history" ? await prepareHistory(server, log) : prepareRandom(server, input.files);
  const all: Told[] = [];
  const waiting = [...seeds];
  const lane = async (database: string) => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const account = accounts[seed % accounts.length] ?? "with_process";
      const prepared = await prepare(seed, database);
      const plan = planOf(randomOf(seed), input);
      const trial = await runTrial({ server, log, database, user: account, ...prepared, plan });
      const told = { seed, account, files: prepared.files.length, trial };
      input.tell(told);
      all.push(told);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, i) => lane(`siege_${i + 1}`)));
  return all;
}

/** The end is what the tool itself comes to where nobody disturbs it, and the log agrees. */
async function prepareHistory(server: Server, log: BinaryLog): Promise<Prepare> {
  const database = "siege_0";
  const files = historyOf(database);
  const calm = { server, log, database, files, user: "with_process", plan: [], reference: undefined };
  const { wrong, dump } = await runTrial(calm);
  if (wrong.length > 0) throw new Error(`The history fails undisturbed:\n${wrong.join("\n")}`);
  return async (_, place) => ({ files: historyOf(place), reference: dump });
}

/** The end is what a plain session comes to that sends each statement once. */
function prepareRandom(server: Server, howMany: number): Prepare {
  return async (seed, database) => {
    const generated = generate(seed, database, howMany);
    const reference = await runPlainly(server, `${database}_plain`, generated);
    const mend = generated.missing.map((name) => `CREATE TABLE IF NOT EXISTS ${name} (n INT);`).join(" ");
    return {
      files: generated.files,
      before: generated.before,
      mend: mend || "DO 0",
      handsOff: true,
      reference,
    };
  };
}

/** As the tool pins a session. */
const pins = `SET SESSION time_zone = '+00:00', sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`;

async function runPlainly(
  server: Server,
  database: string,
  { before, files, missing }: Generated,
): Promise<string> {
  await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
  await server.query(
    `${before} ${missing.map((name) => `CREATE TABLE ${name} (n INT);`).join(" ")}`,
    database,
  );
  for (const file of files) await runFile(server, database, file);
  return (await dumpOf(server, database)).replaceAll(database.replace(/_plain$/, ""), "HERE");
}

async function runFile(server: Server, database: string, { path, statements }: MarkedFile): Promise<void> {
  const session = await server.connect(database);
  try {
    await session.query(pins);
    for (const { sql } of statements) await session.query(sql);
  } catch (cause) {
    throw new Error(
      `The generated ${path} fails by itself:\n${statements.map(({ sql }) => sql).join("\n")}`,
      { cause },
    );
  } finally {
    session.destroy();
  }
}

function planOf(random: SiegeRandom, { kinds, interruptions, apart }: CampaignInput): Interruption[] {
  return Array.from({ length: interruptions }, () => ({
    kind: random.oneOf(kinds),
    at: random.oneOf(moments),
    after: random.below(apart),
    of: random.below(8) === 0 ? "start" : "work",
  }));
}

async function makeAccounts(server: Server): Promise<void> {
  for (const account of accounts) {
    await server.query(
      `CREATE USER IF NOT EXISTS ${account}@'127.0.0.1'; GRANT ALL ON \`siege\\_%\`.* TO ${account}@'127.0.0.1'`,
    );
  }
  await server.query("GRANT PROCESS ON *.* TO with_process@'127.0.0.1'");
}
