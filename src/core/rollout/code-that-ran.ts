import { pinnedVariables } from "./facts/pinned-variables.ts";
import { anything, guardedSetting, usedUpSettings, variablesIn } from "./facts/session-use.ts";
import { tablesUsed } from "./facts/statement-facts.ts";
import type { ObjectName } from "./object-name.ts";
import type { PlannedStatement } from "./rollout.ts";

/** A statement that ran code of the server's, as far as names tell: that may have changed the session. */
export interface CodeThatRan {
  /** Index of the statement. */
  at: number;
  routines: readonly ObjectName[];
  /** Tables whose triggers it fired. */
  triggersOf: readonly ObjectName[];
  /** What it read: a view may call anything. */
  read: readonly ObjectName[];
}

/** Of the statements from one place to before another. */
export function codeThatRan(
  statements: readonly PlannedStatement[],
  before: number,
  from = 0,
): CodeThatRan[] {
  return statements.slice(from, before).flatMap(({ facts: { role, session } }, i) => {
    const at = from + i;
    const routines = session.calls ? [session.calls] : [];
    const { writes: triggersOf, reads: read } = tablesUsed(role);
    if (routines.length + triggersOf.length + read.length === 0) return [];
    return { at, routines, triggersOf, read };
  });
}

/** Code that calls other code, that leaves a lock or a table, or that no account but its owner's is shown, may leave all that there is. */
export const leftByHidden: readonly string[] = [anything, guardedSetting];

/** A temporary table may hide the real one of its name. */
const runsOthers = /\b(CALL|EXECUTE|PREPARE|TEMPORARY|GET_LOCK)\b/i;
const setsScope = /@@|\bSET\s+(SESSION|LOCAL|NAMES|CHARACTER|CHARSET|ROLE|TRANSACTION|PASSWORD)\b/i;
const setsByName = new RegExp(`\\b(${[...pinnedVariables, ...usedUpSettings].join("|")})\\s*:?=`, "i");

/** What a body may leave in the session that runs it, by every name in it: one too many is asked about. */
export function leftByBody(body: string | undefined): readonly string[] {
  if (body === undefined || runsOthers.test(body)) return leftByHidden;
  const setting = setsScope.test(body) || setsByName.test(body);
  return [...variablesIn(body), ...(setting ? [guardedSetting] : [])];
}
