import type { Target } from "../../core/policy/policy.ts";
import {
  askAbout,
  type DatabaseAnswers,
  type StatementAnswer,
  type StatementQuestion,
} from "../../core/rollout/ask-about.ts";
import type { Task } from "../../core/rollout/rollout.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { Databases } from "../ports/database.ts";
import { UserError } from "../user-error.ts";
import type { TargetPlan } from "./look-at-targets.ts";

/** What a target says of the statements that are pending there. */
export interface AskedTarget {
  target: Target;
  /** Or why it did not answer. */
  answers: Omit<DatabaseAnswers, "statements"> | UserError;
  statements: readonly AskedStatement[];
}

interface AskedStatement {
  file: string;
  /** 1-based, of its first character. */
  line: number;
  question: StatementQuestion;
  /** undefined = the target did not answer. */
  answer: StatementAnswer | undefined;
}

/** Each target once, about everything that is pending there. */
export async function askAboutPending(
  databases: Pick<Databases, "ask">,
  plans: readonly Pick<TargetPlan, "target" | "tasks">[],
): Promise<AskedTarget[]> {
  const asked: AskedTarget[] = [];
  for (const { target, tasks } of plans) {
    const pending = pendingTasks(tasks).flatMap(questionsOf);
    if (pending.length > 0) asked.push(await ask(databases, target, pending));
  }
  return asked;
}

function questionsOf({ migration: { path, statements }, next }: Task): Omit<AskedStatement, "answer">[] {
  return statements
    .slice(next)
    .map((statement) => ({ file: path, line: statement.line, question: askAbout(statement) }));
}

async function ask(
  databases: Pick<Databases, "ask">,
  target: Target,
  pending: readonly Omit<AskedStatement, "answer">[],
): Promise<AskedTarget> {
  const nothing = pending.map((one) => ({ ...one, answer: undefined }));
  try {
    const questions = pending.map(({ question }) => question);
    const { statements, ...answers } = await databases.ask(target, questions);
    return { target, answers, statements: pending.map((one, i) => ({ ...one, answer: statements[i] })) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { target, answers: error, statements: nothing };
  }
}
