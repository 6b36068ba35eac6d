import { join } from "node:path";
import { parseStatement } from "../../../src/core/sql/grammar/parse-statement.ts";
import { split } from "../../../src/core/sql/split/split.ts";
import type { Outcome } from "../kind.ts";
import { readJsonLines } from "../read-corpus.ts";

interface Case {
  name: string;
  create_sql: string;
}

/** Scripts with DELIMITER and events: cut without a problem, and every statement read whole. */
export function checkOnline(directory: string): Outcome | undefined {
  const cases = readJsonLines<Case>(join(directory, "online", "gh-ost.jsonl"));
  if (!cases) return undefined;
  const failures = cases.flatMap(({ name, create_sql }) => {
    const { statements, problems } = split(create_sql);
    const unread = statements.filter(({ text, mode }) => !parseStatement(text, mode).parsed);
    const found = [...problems.map(({ what }) => what), ...unread.map(({ text }) => `not read: ${text}`)];
    return found.length === 0 ? [] : [`${name}\n${found.join("\n")}`];
  });
  return { cases: cases.length, failures, bar: 1 };
}
