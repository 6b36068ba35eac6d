import type { Running } from "../outside/checkout.ts";
import type { Fault, Question, TcpProxy } from "../outside/proxy.ts";
import type { Server } from "../outside/server.ts";

/** What may happen to a run at a question, from outside. */
export const kinds = [
  "cut",
  "silence",
  "kill client",
  "kill asking",
  "kill other",
  "terminate",
  "kill server",
] as const;
export type InterruptionKind = (typeof kinds)[number];
export const moments = ["before", "sent", "answered"] as const satisfies readonly Fault["at"][];

export interface Interruption {
  kind: InterruptionKind;
  at: Fault["at"];
  /** How many questions pass first: from a run's first statement on, or from the last interruption on. */
  after: number;
  of: "work" | "start";
}

/** Where it struck, for the tally. */
export interface Struck {
  kind: InterruptionKind;
  at: Fault["at"];
  /** The session that runs the statements, or the one that keeps the ledger. */
  session: "statements" | "ledger";
  sql: string;
}

export interface Interrupted {
  server: Server;
  proxy: TcpProxy;
  /** The run of the moment. */
  running(): Running | undefined;
  /** The statements of its files: who sends one is the session that runs them. */
  statements: ReadonlySet<string>;
}

/** Meets the questions of a proxy and strikes when one of the plan is due; `struck` hears of each. */
export function interrupt(here: Interrupted, plan: Interruption[], struck: (one: Struck) => void): void {
  const known = new Set<number>();
  const workers = new Set<number>();
  let [passed, working] = [0, false];
  here.proxy.meet = (question) => {
    if (!known.has(question.thread)) working = false;
    known.add(question.thread);
    // A batch is a statement of a file with one condition more, and has its mark.
    if (here.statements.has(question.sql) || /^(UPDATE|DELETE) \/\*/.test(question.sql)) {
      workers.add(question.thread);
      working = true;
    }
    const due = plan[0];
    if (!due || (due.of === "work" && !working) || passed++ < due.after) return undefined;
    plan.shift();
    [passed, working] = [0, false];
    const session = workers.has(question.thread) ? "statements" : "ledger";
    struck({ kind: due.kind, at: due.at, session, sql: question.sql });
    return { at: due.at, does: strike(here, due.kind, question) };
  };
}

function strike(here: Interrupted, kind: InterruptionKind, question: Question): Fault["does"] {
  switch (kind) {
    case "cut":
    case "silence":
      return kind;
    case "kill client":
      return () => here.running()?.kill("SIGKILL");
    case "terminate":
      return () => here.running()?.kill("SIGTERM");
    case "kill asking":
      return () => killThreads(here.server, [question.thread]);
    case "kill other":
      return () => killThreads(here.server, othersOf(here.proxy, question.thread));
    case "kill server":
      return () => here.server.kill();
  }
}

function othersOf({ questions }: TcpProxy, thread: number): number[] {
  return [...new Set(questions.slice(-200).map((one) => one.thread))].filter((other) => other !== thread);
}

async function killThreads({ root }: Server, threads: readonly number[]): Promise<void> {
  // One that has ended is none any more.
  for (const thread of threads) await root.query(`KILL ${thread}`).catch(() => {});
}
