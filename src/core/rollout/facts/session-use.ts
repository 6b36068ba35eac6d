import type { DescribedStatement } from "../../change/change.ts";
import { harmlessFunctions } from "../../sql/grammar/expressions/harmless-functions.ts";
import type { ExpressionKind } from "../../sql/tree/expression.ts";
import { volatilityOfFunction } from "../../sql/tree/functions.ts";
import type { ObjectName } from "../object-name.ts";
import { type ExpressionFacts, readsDiagnostics, readsInsertId } from "./expressions-in.ts";
import { functionMemory, type SessionLock } from "./function-memory.ts";
import { pinnedVariables } from "./pinned-variables.ts";
import { temporaryTables, unseenTables } from "./temporary-tables.ts";

/**
 * What a statement has to do with the session's memory. Things are named as a message names them: `@id`, `temporary table
 * shop.t`, `prepared statement p`, `LOCK TABLES`.
 */
export interface SessionUse {
  /** It sets the session up, from what is in the statement itself: a later session can be sent it again. */
  replays: boolean;
  /** What it puts into the session that no later session can be given. */
  leaves: readonly string[];
  /** What it takes out of it, or overwrites. */
  ends: readonly string[];
  /** What it takes from it. */
  needs: readonly string[];
  /** It may run code that is not in the file, which may use anything. */
  runsCode: boolean;
  /** The procedure whose code that is, where there is no other. */
  calls: ObjectName | undefined;
  insertId: { reads: boolean; sets: boolean };
  /** A DEFAULT or a trigger may take a number of a sequence, of any: LASTVAL() is another one then. */
  takesNumbers: boolean;
  lock: SessionLock | undefined;
  readsDiagnostics: boolean;
}

const nothing: SessionUse = {
  ...{ replays: false, leaves: [], ends: [], needs: [], runsCode: false, calls: undefined },
  ...{
    insertId: { reads: false, sets: false },
    takesNumbers: false,
    lock: undefined,
    readsDiagnostics: false,
  },
};

/** All that a session may hold: what code that is not seen may have left, or may use. */
export const anything = "what code that is not in the file left";

/** A system variable of the session, which may shape all that comes after. */
export const guardedSetting = "a setting";

/** With a value in its parentheses it is what LAST_INSERT_ID() gives from then on; in a text or a comment it counts too. */
const givesInsertId = /\bLAST_INSERT_ID\s*\((?!\s*\))/i;
const insertIdSetters = new Set(["INSERT", "REPLACE", "LOAD_DATA", "CALL", "EXECUTE", "UNKNOWN"]);
/** What fires triggers, or leaves columns to their DEFAULT. */
const numberTakers = new Set([...insertIdSetters, "UPDATE", "DELETE"]);
const withBodies = new Set(["CREATE_PROCEDURE", "CREATE_FUNCTION", "CREATE_TRIGGER"]);

export function sessionUse(
  statement: DescribedStatement,
  expressions: ExpressionFacts | undefined,
  home: string,
): SessionUse {
  const { type, parsed } = statement;
  if (withBodies.has(type) && parsed) return { ...nothing, needs: guards };
  const opaque = !parsed || !expressions || runsUnseenCode(type, expressions);
  const use =
    type === "SET" && parsed ? ofSet(statement, expressions) : ofOthers(statement, expressions, home);
  const called = functionMemory(statement.text, expressions, home);
  const calls =
    type === "CALL" && expressions && !expressions.foreign ? calledBy(statement, home) : undefined;
  return {
    ...use,
    runsCode: opaque,
    calls,
    leaves: [...use.leaves, ...called.leaves, ...(opaque ? leftUnseen(calls) : [])],
    needs: [...use.needs.filter((need) => need !== called.spares), ...called.needs],
    lock: called.lock,
    insertId: {
      reads: opaque || readsInsertId(expressions),
      sets: opaque || insertIdSetters.has(type) || givesInsertId.test(statement.text),
    },
    takesNumbers: opaque || numberTakers.has(type),
    readsDiagnostics:
      opaque ||
      type === "GET_DIAGNOSTICS" ||
      (keepsWhatItReads(type, expressions) && readsDiagnostics(expressions)),
  };
}

/** What a procedure makes and sets is looked up by its name. */
function leftUnseen(calls: ObjectName | undefined): readonly string[] {
  return calls ? [anything] : [anything, guardedSetting, unseenTables];
}

function calledBy({ changes }: DescribedStatement, home: string): ObjectName | undefined {
  const called = changes.find(({ clause }) => clause.kind === "call" && !clause.deferred);
  if (called?.clause.kind !== "call") return undefined;
  const [first = "", second] = called.clause.object.split(".");
  return second === undefined ? { database: home, name: first } : { database: first, name: second };
}

/** What protects or shapes all that comes after: everything that changes something needs it. */
const guards = ["LOCK TABLES", "GET_LOCK", "SET ROLE", guardedSetting];

function runsUnseenCode(type: string, { foreign }: ExpressionFacts): boolean {
  return ["CALL", "EXECUTE", "ANALYZE", "SET_STATEMENT"].includes(type) || foreign !== undefined;
}

/** A SELECT or SHOW whose answer goes to the client has no effect, whatever it says. */
function keepsWhatItReads(type: string, { keepsAnswer, kinds }: ExpressionFacts): boolean {
  return type !== "SELECT" || keepsAnswer || kinds.has("assignment");
}

function ofOthers(
  statement: DescribedStatement,
  expressions: ExpressionFacts | undefined,
  home: string,
): SessionUse {
  const variables = userVariables(statement, expressions);
  const tables = temporaryTables(statement, home);
  const typical = ofType(statement.text, statement.type);
  return {
    ...nothing,
    replays: typical.replays ?? false,
    leaves: [...variables.sets, ...tables.made, ...(typical.leaves ?? [])],
    ends: [...variables.sets, ...tables.dropped, ...(typical.ends ?? [])],
    needs: [...variables.reads, ...tables.named, ...tables.hidden, ...(typical.needs ?? guards)],
  };
}

/** INTO sets those that it names, and only these; `:=` sets any of those in the statement, and may read them. */
function userVariables({ text, type }: DescribedStatement, expressions: ExpressionFacts | undefined) {
  const assigns = expressions?.kinds.has("assignment") ? variablesIn(text) : [];
  if (type === "GET_DIAGNOSTICS") return { reads: [], sets: variablesIn(text) };
  if (type !== "SELECT" || !expressions?.keepsAnswer) return { reads: variablesIn(text), sets: assigns };
  const into = intoVariables(text);
  if (into === undefined) return { reads: variablesIn(text), sets: variablesIn(text) };
  return { reads: variablesIn(text.replace(into, " ")), sets: [...variablesIn(into), ...assigns] };
}

function ofType(text: string, type: string): Partial<SessionUse> {
  const name = () => (/^\W*\w+(?:\s+PREPARE)?\s+[`"]?([^`"\s;]+)/i.exec(text)?.[1] ?? "?").toLowerCase();
  switch (type) {
    case "USE":
      return { replays: true, needs: [] };
    case "PREPARE":
      return { leaves: [`prepared statement ${name()}`], needs: [] };
    case "EXECUTE":
      return { needs: [`prepared statement ${name()}`, ...guards] };
    case "DEALLOCATE_PREPARE":
      return { ends: [`prepared statement ${name()}`], needs: [`prepared statement ${name()}`] };
    case "LOCK_TABLES":
      return { leaves: ["LOCK TABLES"], needs: [] };
    case "UNLOCK_TABLES":
      return { ends: ["LOCK TABLES"] };
    case "HANDLER":
      return /\bCLOSE\b/i.test(text)
        ? { ends: ["HANDLER"], needs: ["HANDLER"] }
        : { leaves: ["HANDLER"], needs: /\bOPEN\b/i.test(text) ? [] : ["HANDLER"] };
    case "SET_ROLE":
      return { leaves: ["SET ROLE"], needs: [] };
    case "SET_TRANSACTION":
      return /^\W*SET\s+(SESSION|LOCAL)\b/i.test(text)
        ? { replays: true, needs: [] }
        : { leaves: ["SET TRANSACTION"], needs: [] };
    case "START_TRANSACTION":
      return { needs: ["SET TRANSACTION"], ends: ["SET TRANSACTION"] };
    case "SHOW":
    case "EXPLAIN":
    case "COMMIT":
    case "ROLLBACK":
      return { needs: [] };
    default:
      return {};
  }
}

/** Values that are the same whenever they are computed. */
const constant: ReadonlySet<ExpressionKind> = new Set([
  ...(["number", "text", "bits", "temporal", "null", "truth", "default", "sign", "column"] as const),
  ...(["user-variable", "system-variable", "call"] as const),
]);

function isConstant({ kinds, calls, systemVariables }: ExpressionFacts): boolean {
  return (
    [...kinds].every((kind) => constant.has(kind)) &&
    [...systemVariables].every((name) => pinnedVariables.has(name)) &&
    [...calls].every(
      (name) =>
        harmlessFunctions.has(name) &&
        name !== "UNIX_TIMESTAMP" &&
        volatilityOfFunction(name, 1) === "immutable",
    )
  );
}

/** Used up by a statement after it, so that to set it again sets another statement's. */
export const usedUpSettings: ReadonlySet<string> = new Set(
  "insert_id last_insert_id identity rand_seed1 rand_seed2 gtid_seq_no gtid_next original_commit_timestamp".split(
    " ",
  ),
);

/** Without SESSION before or in it, of the next transaction alone (manual 15.3.7). */
const nextTransaction = /@@(transaction|tx)_(isolation|read_only)\b/i;

function ofSet({ text, changes }: DescribedStatement, expressions: ExpressionFacts | undefined): SessionUse {
  const settings = changes.flatMap(({ clause }) => (clause.kind === "set-session" ? [clause] : []));
  const reads = settings.flatMap(({ value }) => variablesIn(value));
  const set = settings.map(({ variable }) => variable);
  const variables = set.filter((name) => name.startsWith("@") && !name.startsWith("@@"));
  const names = variables.map((name) => name.toLowerCase());
  const once = set.some((name) => usedUpSettings.has(name)) || nextTransaction.test(text);
  if (expressions && isConstant(expressions) && !once)
    return { ...nothing, replays: true, ends: names, needs: reads };
  const leaves = [...names, ...(variables.length < set.length ? [guardedSetting] : [])];
  return { ...nothing, leaves, ends: names, needs: reads };
}

/** Every `@name` in it, those in texts and comments too: one too many is asked about, none too few. */
export function variablesIn(text: string): string[] {
  const names = [...text.matchAll(/(?<!@)@(?:([\w$.]+)|`([^`]+)`|'([^']+)'|"([^"]+)")/g)];
  return [...new Set(names.map((one) => `@${(one[1] ?? one[2] ?? one[3] ?? one[4] ?? "").toLowerCase()}`))];
}

function intoVariables(text: string): string | undefined {
  return /\bINTO\s+@[\w$.]+(\s*,\s*@[\w$.]+)*/i.exec(text)?.[0];
}
