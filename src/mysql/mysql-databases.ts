import type { Target } from "../core/policy/policy.ts";
import type { StatementAnswer, StatementQuestion } from "../core/rollout/ask-about.ts";
import type { Clock } from "../operations/ports/clock.ts";
import type { Databases } from "../operations/ports/database.ts";
import { UserError } from "../operations/user-error.ts";
import { checkSyntax } from "./check-syntax.ts";
import { type AskingSession, connectToAsk, limitToExplain } from "./connect-to-ask.ts";
import { estimateRows } from "./estimate-rows.ts";
import { serverNumber } from "./has-number.ts";
import { readDatabaseStatistics } from "./read-database-statistics.ts";
import { readOldestTransaction } from "./read-oldest-transaction.ts";
import { choose } from "./read-target-state.ts";
import type { Variables } from "./variables.ts";

/** What databases say of themselves; `variables` hold the connections under the names that the policy gives them. */
export function mysqlDatabases(variables: Variables, clock: Clock): Databases {
  const read = (asking: AskingSession, { instance, database }: Target) =>
    readDatabaseStatistics(asking, { instance, database, takenAt: clock.now().toISOString() });
  return {
    statistics: (target) => asked(target, variables, (asking) => read(asking, target)),
    ask: (target, questions) =>
      asked(target, variables, async (asking) => ({
        statistics: await read(asking, target),
        oldestTransaction: await readOldestTransaction(asking.connection),
        statements: await answerAll(asking, questions),
      })),
  };
}

async function answerAll(
  asking: AskingSession,
  questions: readonly StatementQuestion[],
): Promise<StatementAnswer[]> {
  await limitToExplain(asking);
  const answers: StatementAnswer[] = [];
  for (const question of questions) {
    await enter(asking, question.database);
    const { rows } = question;
    const estimate = rows && "select" in rows ? await estimateRows(asking, rows, question) : rows;
    answers.push({ syntax: await checkSyntax(asking, question), rows: estimate });
  }
  return answers;
}

/** Where that is denied, every table in it is as unseen as one that is not there. */
async function enter({ connection }: AskingSession, database: string): Promise<void> {
  try {
    await choose(connection, database);
  } catch (error) {
    if (serverNumber(error) === undefined) throw error;
  }
}

async function asked<Result>(
  target: Target,
  variables: Variables,
  act: (asking: AskingSession) => Promise<Result>,
): Promise<Result> {
  try {
    const asking = await connectToAsk(target, variables);
    return await act(asking).finally(() => asking.connection.destroy());
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error) || !("code" in error)) throw error;
    throw unanswered(target, error);
  }
}

/** The server's or the network's word, with a code; anything else is our own mistake. */
function unanswered({ database, instance, connection }: Target, cause: Error): UserError {
  return new UserError(
    "statistics-unread",
    `${database} @ ${instance} could not be asked: ${cause.message}.`,
    `Look at the account of ${connection}: it needs SELECT on the database, and sees more with PROCESS and TRIGGER.`,
    { cause },
  );
}
