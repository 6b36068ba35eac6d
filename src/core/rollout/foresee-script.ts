import type { DescribedStatement } from "../change/change.ts";
import type { Foreseen, Foresight } from "../risk/factor.ts";
import { needsNoTree } from "./facts/expressions-in.ts";
import { whyRefused } from "./facts/refused.ts";
import { foresee, mostForeseen } from "./foresee.ts";
import { planStatements } from "./plan-statements.ts";

const nothing: readonly Foreseen[][] = [];

/** Answers that depend on what ran before, and locks. */
const sessionFunctions = ["LAST_INSERT_ID", "LASTVAL", "ROW_COUNT", "FOUND_ROWS", "GET_LOCK"];

/** Rows or a definition that any session could be sent, for certain: nothing is to be said of a script of these. */
function isPlain(statement: DescribedStatement): boolean {
  const calls = statement.uses.functions;
  if (!needsNoTree(statement) || (calls.size > 0 && sessionFunctions.some((name) => calls.has(name))))
    return false;
  return whyRefused(statement, calls) === undefined && !statement.changes.some(({ temporary }) => temporary);
}

/** What a rollout of a script would come to, as far as the script tells: for a review, which has no database. */
export const foreseeScript: Foresight = (statements, { names }) => {
  if (statements.every(isPlain)) return nothing;
  const [database = ""] = names;
  const own = `temporary table ${database}.`;
  const planned = planStatements({ statements, database, sha256: () => "" });
  const found: Foreseen[][] = statements.map(() => []);
  for (const { at, id, says } of foresee(planned))
    found[at]?.push({ id, says: says.replaceAll(own, "temporary table ") });
  return found;
};

/** Of a statement of a script that is too long to be looked at as a whole. */
function foreseeAlone(statement: DescribedStatement): Foreseen[] {
  const why = whyRefused(statement, statement.uses.functions);
  return why === undefined ? [] : [{ id: "statement-refused", says: `A rollout never sends it. ${why}` }];
}

/** As a script by itself is looked at. */
export const lookAhead = { whole: foreseeScript, alone: foreseeAlone, most: mostForeseen };
