import type { Ended } from "./checkout.ts";
import type { Project } from "./project.ts";

export type Verdict = "--ran" | "--none-ran" | "--rest-ran";

/** What a stopped run asks: the open statement of a file, counted from 1. */
export interface Asked {
  command: "settle" | "skip";
  file: string;
  statement: number;
  said: string;
}

/** The first way out that a message offers, as the command that a person copies, whatever lines it is broken into. */
export function askedIn(said: string): Asked | undefined {
  const found = /tollgate (settle|skip) .*?--file[ =]["']?([^\s"']+)["']? .*?--statement[ =](\d+)/.exec(
    said.replace(/\s+/g, " "),
  );
  const [, command, file, statement] = found ?? [];
  if (!file) return undefined;
  return { command: command === "skip" ? "skip" : "settle", file, statement: Number(statement), said };
}

/** Commits before `settle` have `skip` for the same, so that they can be judged, too. */
const skips: Record<Verdict, readonly string[]> = {
  "--ran": [],
  "--none-ran": ["--again"],
  "--rest-ran": ["--rest-ran"],
};

export function settle(
  project: Project,
  { command, file, statement }: Asked,
  verdict: Verdict,
): Promise<Ended> {
  const answer = command === "settle" ? [verdict] : skips[verdict];
  return project.run(command, ["--file", file, "--statement", String(statement), ...answer]);
}
