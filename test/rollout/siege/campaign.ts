import { cpus } from "node:os";
import type { Server } from "../outside/server.ts";
import { openBinaryLog } from "./binary-log.ts";
import { type Interruption, type Kind, moments } from "./interruption.ts";
import { type Random, randomOf } from "./random.ts";
import { runTrial, type Trial } from "./trial.ts";

/** Accounts as rollouts have them; only one may see what other sessions and the storage engine do. */
export const accounts = ["with_process", "without_process"] as const;
export type Account = (typeof accounts)[number];

export interface Told {
  seed: number;
  account: Account;
  trial: Trial;
}

export interface CampaignInput {
  server: Server;
  seeds: readonly number[];
  kinds: readonly [Kind, ...Kind[]];
  /** Interruptions of one trial, and the most questions that pass between two. */
  interruptions: number;
  apart: number;
  atOnce?: number;
  tell(told: Told): void;
}

/** Trials side by side, each in a database of its own; the same seeds give the same interruptions. */
export async function runCampaign(input: CampaignInput): Promise<Told[]> {
  const { server, seeds, atOnce = cpus().length } = input;
  await makeAccounts(server);
  const log = await openBinaryLog(server);
  const undisturbed = await runTrial({
    server,
    log,
    database: "siege_0",
    user: "with_process",
    plan: [],
    reference: undefined,
  });
  if (undisturbed.wrong.length > 0)
    throw new Error(`The history fails undisturbed:\n${undisturbed.wrong.join("\n")}`);
  const all: Told[] = [];
  const waiting = [...seeds];
  await Promise.all(
    Array.from({ length: atOnce }, async (_, lane) => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        const account = accounts[seed % accounts.length] ?? "with_process";
        const place = {
          server,
          log,
          database: `siege_${lane + 1}`,
          user: account,
          reference: undisturbed.dump,
        };
        const told = {
          seed,
          account,
          trial: await runTrial({ ...place, plan: planOf(randomOf(seed), input) }),
        };
        input.tell(told);
        all.push(told);
      }
    }),
  );
  return all;
}

function planOf(random: Random, { kinds, interruptions, apart }: CampaignInput): Interruption[] {
  return Array.from({ length: interruptions }, () => ({
    kind: random.oneOf(kinds),
    at: random.oneOf(moments),
    after: random.below(apart),
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
