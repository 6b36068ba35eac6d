import type { Ended } from "./checkout.ts";
import type { Project } from "./project.ts";

export type Verdict = "--ran" | "--none-ran" | "--rest-ran";

/** What a stopped run asks: the open statement of a file, counted from 1. */
export interface Asked {
  file: string;
  statement: number;
  said: string;
}

/** The first way out that a message offers, as the command that a person copies. */
export function askedIn(said: string): Asked | undefined {
  const [command] = /tollgate settle [^\n`]*/.exec(said) ?? [];
  const file = /--file[ =]["']?([^\s"']+)/.exec(command ?? "")?.[1];
  const statement = /--statement[ =](\d+)/.exec(command ?? "")?.[1];
  return file && statement ? { file, statement: Number(statement), said } : undefined;
}

export function settle(
  project: Project,
  { file, statement }: Asked,
  verdict: Verdict,
  port?: number,
): Promise<Ended> {
  return project.run("settle", ["--file", file, "--statement", String(statement), verdict], port);
}

/**
 * Applies until all is done, and answers each question from the truth, as a person who looks. Gives the runs; the last
 * one ended with 0, or nobody was asked anything, or an answer was not taken.
 */
export async function carryOn(
  project: Project,
  truth: (asked: Asked) => Promise<Verdict> | Verdict,
  port?: number,
): Promise<Ended[]> {
  const runs: Ended[] = [];
  for (let round = 0; round < 6; round++) {
    const run = await project.apply(port);
    runs.push(run);
    const asked = run.code === 0 ? undefined : askedIn(run.said);
    if (!asked) return runs;
    const settled = await settle(project, asked, await truth(asked), port);
    if (settled.code !== 0) return [...runs, settled];
  }
  return runs;
}
