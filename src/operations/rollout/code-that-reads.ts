import type { CodeToRead } from "../../core/rollout/resume.ts";
import { readTrigger } from "../../core/rollout/units/read-trigger.ts";
import type { StoredTrigger } from "../../core/rollout/units/table-storage.ts";
import type { Engine } from "../../core/sql/engine.ts";
import { parseStatement } from "../../core/sql/grammar/parse-statement.ts";
import { readCalled } from "./read-called.ts";
import type { Running } from "./running.ts";
import { engineOf, unitTables } from "./unit-tables.ts";

type Place = Pick<Running, "session" | "storage" | "clock" | "migration">;

/** Code on the server, or made by this file, that may use what the session before left; undefined = none does. */
export async function codeThatReads(running: Place, code: CodeToRead): Promise<string | undefined> {
  return (await triggerOrViewThatReads(running, code)) ?? (await routineThatReads(running, code));
}

async function triggerOrViewThatReads(
  running: Place,
  { triggersOf, read, orHidden }: CodeToRead,
): Promise<string | undefined> {
  const reads = orHidden ? read : [];
  if (triggersOf.length + reads.length === 0) return undefined;
  const tables = await unitTables(running, { writes: triggersOf, reads });
  if (!tables) return "what a trigger may read";
  const view = tables.read.find(({ engine }) => engine === "");
  if (view && orHidden) return `what the view ${view.name} may read`;
  const engine = engineOf(running);
  const table = [...tables.written, ...tables.reached].find(({ triggers, database }) =>
    triggers ? triggers.some((one) => mayUse(one, database, engine)) : orHidden,
  );
  if (table) return `what a trigger of ${table.name} may read`;
  const all = [...tables.written, ...tables.reached, ...tables.read];
  const computed = all.find((one) => one.expressions.some((text) => usesSession.test(withoutTexts(text))));
  return computed && `what a column of ${computed.name} may read`;
}

function withoutTexts(expression: string): string {
  return expression.replace(/'(?:[^'\\]|\\.|'')*'/g, "''");
}

/** User variables, the last number that an INSERT gave, and code that may use either. */
const usesSession =
  /@|\b(LAST_INSERT_ID|LASTVAL|IDENTITY|CALL|EXECUTE|PREVIOUS|ROW_COUNT|FOUND_ROWS|TEMPORARY)\b/i;

/** It names what a session holds, or runs what is not seen here. */
function mayUse(trigger: StoredTrigger, database: string, engine: Engine | undefined): boolean {
  const { body } = trigger;
  if (body === undefined || usesSession.test(body)) return true;
  return readTrigger(trigger, database, engine).kind === "unclear";
}

async function routineThatReads(running: Place, { routines }: CodeToRead): Promise<string | undefined> {
  const found = await readCalled(running, routines);
  const unseen = found.find(({ body, ofFile }) => {
    if (body !== undefined) return usesSession.test(body) || callsOthers(body, engineOf(running));
    return ofFile.length === 0 || ofFile.some((text) => usesSession.test(text));
  });
  return unseen && `what the procedure ${unseen.name} may read`;
}

/** A function that it calls may use the session, too. */
function callsOthers(body: string, engine: Engine | undefined): boolean {
  const mode = { ansiQuotes: false, noBackslashEscapes: false, engine };
  const { parsed, clauses } = parseStatement(`CREATE PROCEDURE p() ${body.replace(/[\s;]+$/, "")}`, mode);
  return !parsed || clauses.some(({ kind }) => kind === "call");
}
