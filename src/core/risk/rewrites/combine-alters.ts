import type { Clause } from "../../sql/clause.ts";
import { clauseFacts } from "../../sql/clause-facts.ts";
import { columnOf, keyNameOf } from "../../sql/clause-parts.ts";
import { foldName } from "../../sql/fold-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { putTogether, takeApart } from "./alteration.ts";

/** Several ALTERs of one table, one right after the other, in one statement: one lock, one rebuild, one row version. */
export function combineAlters({ script, at }: RewriteContext): Rewrite[] {
  const table = (i: number) =>
    script[i]?.type === "ALTER_TABLE" ? script[i]?.changes[0]?.clause.table : undefined;
  const own = table(at);
  // The last of them carries it for all.
  if (own === undefined || table(at + 1) === own) return [];
  let from = at;
  while (table(from - 1) === own) from--;
  const run = script.slice(from, at + 1);
  const alterations = run.map(takeApart);
  const [first] = alterations;
  const isPlain = run.every(({ delimiter }, i) => i === run.length - 1 || delimiter === ";");
  if (run.length < 2 || first === undefined || !isPlain) return [];
  const parts = alterations.flatMap((one) => one?.parts ?? []);
  const isWhole = alterations.every((one) => one !== undefined && one.head === first.head);
  // What each asks of the server does not hold for all of them together.
  if (!isWhole || parts.some(({ clauses }) => clauses.length === 0)) return [];
  const byStatement = alterations.map((one) => one?.parts.flatMap(({ clauses }) => clauses) ?? []);
  if (byStatement.some((clauses, i) => buildsOn(clauses, byStatement.slice(0, i).flat()))) return [];
  const written = parts.map(({ text }) => text);
  return [{ now: [putTogether(first.head, written)], before: run.length - 1 }];
}

/** Clauses of one statement find the table as it was before all of them: but for a name that is free again. */
function buildsOn(clauses: readonly Clause[], earlier: readonly Clause[]): boolean {
  return clauses.some((clause) =>
    earlier.some(
      (one) =>
        namesOf(clause).some((name) => namesOf(one).includes(name)) &&
        !(clauseFacts[one.kind].does === "drop" && clauseFacts[clause.kind].does === "add"),
    ),
  );
}

function namesOf(clause: Clause): string[] {
  const to = "to" in clause ? clause.to : undefined;
  return [columnOf(clause), keyNameOf(clause), to].flatMap((name) =>
    name === undefined ? [] : [foldName(name)],
  );
}
