import { lastNumber } from "./facts/function-memory.ts";
import { anything, guardedSetting, type SessionUse } from "./facts/session-use.ts";
import { tablesUsed } from "./facts/statement-facts.ts";
import type { ObjectName } from "./object-name.ts";
import type { PlannedStatement } from "./rollout.ts";

type Statements = readonly PlannedStatement[];

/** Code on the server that may use what is lost: it can, unless that code does. */
export interface CodeToRead {
  /** Procedures that it calls. */
  routines: readonly ObjectName[];
  /** Tables whose triggers it fires. */
  triggersOf: readonly ObjectName[];
  /** What it reads: a view may call anything. */
  read: readonly ObjectName[];
  /** More is lost than the last number that an INSERT gave: code that is not shown counts as using it. */
  orHidden: boolean;
}

/** How a file goes on at a statement in a new session. */
export type Resume =
  /** The statements before it to be sent again, in order: they set the session up. */
  { can: true; replay: readonly number[]; unlessCode: CodeToRead } | ({ can: false } & Need);

/** `needs` at statement `at` is what statement `from` left in a session that has ended. */
interface Need {
  needs: string;
  at: number;
  from: number;
}

/** Index of a statement -> what code of the server's that it ran left in the session. */
export type LeftByCode = ReadonlyMap<number, readonly string[]>;
const nothing: LeftByCode = new Map();

/**
 * Whether a file can go on at a statement in another session than the one that ran what is before it. What a session holds
 * is either set up again, from the file alone, or it is lost; and where a later statement needs what is lost, it cannot.
 */
export function resumeAt(statements: Statements, index: number, leftByCode: LeftByCode = nothing): Resume {
  const before = newSession();
  for (const [at, statement] of statements.slice(0, index).entries())
    follow(before, statement, at, leftByCode);
  const need = needAt(statements, index, before);
  if (need) return { can: false, ...need };
  const { memory, replay, insertId } = before;
  const isLost = memory.lost.size > 0 || insertId !== undefined;
  return { can: true, replay, unlessCode: isLost ? codeFrom(statements.slice(index), memory) : noCode };
}

/** What keeps a file from going on at each of these statements, which are in order, as far as the file tells; undefined = nothing. */
export function needsAt(statements: Statements, starts: readonly number[]): (Need | undefined)[] {
  const before = newSession();
  let next = 0;
  return starts.map((start) => {
    for (const statement of statements.slice(next, start)) follow(before, statement, next++, nothing);
    return needAt(statements, start, before);
  });
}

function needAt(statements: Statements, index: number, { memory, insertId }: Before): Need | undefined {
  const first = statements[index]?.facts.session;
  if (index > 0 && first?.readsDiagnostics && !first.runsCode)
    return { needs: "what the server says of the statement before it", at: index, from: index - 1 };
  return firstNeed(statements, index, memory, insertId);
}

const noCode: CodeToRead = { routines: [], triggersOf: [], read: [], orHidden: false };

function codeFrom(rest: Statements, { lost }: Memory): CodeToRead {
  const used = rest.map(({ facts: { role } }) => tablesUsed(role));
  return {
    routines: rest.flatMap(({ facts: { session } }) => session.calls ?? []),
    triggersOf: used.flatMap(({ writes }) => writes),
    read: used.flatMap(({ reads }) => reads),
    orHidden: lost.size > 0,
  };
}

/** What a session held that no other session can be given. */
interface Memory {
  /** Thing -> the statement that left it. */
  lost: Map<string, number>;
  /** What a statement set since code that is not seen may have set it. */
  given: Set<string>;
  /** Name -> how many times it is held at most: GET_LOCK counts. */
  locks: Map<string, number>;
  /** The statement by which a sequence, whichever, may have given a number. */
  numbers: number | undefined;
}

interface Before {
  memory: Memory;
  replay: number[];
  /** The statement that gave LAST_INSERT_ID() its value. */
  insertId: number | undefined;
}

function newSession(): Before {
  const memory: Memory = { lost: new Map(), given: new Set(), locks: new Map(), numbers: undefined };
  return { memory, replay: [], insertId: undefined };
}

/** What the session holds after one more statement. */
function follow(before: Before, { facts }: PlannedStatement, index: number, leftByCode: LeftByCode): void {
  const { memory, replay } = before;
  const { replays, leaves, ends, needs, insertId, takesNumbers } = facts.session;
  const fromLost = needs.some((need) => leftBy(memory, need) !== undefined);
  give(memory, ends);
  if (replays && !fromLost) replay.push(index);
  const unset = replays && fromLost ? orSetting(ends) : [];
  for (const thing of [...leaves, ...unset, ...(leftByCode.get(index) ?? [])]) lose(memory, thing, index);
  holdLocks(memory, facts.session, index);
  if (takesNumbers) memory.numbers = index;
  if (insertId.sets) before.insertId = index;
}

/** Any name is meant, and none that is given back. */
const unnamedLock = "GET_LOCK";

function holdLocks(memory: Memory, { leaves, lock }: SessionUse, index: number): void {
  const { locks, lost } = memory;
  if (leaves.includes(unnamedLock)) locks.set(unnamedLock, 1);
  if (!lock) return;
  const { name, by } = lock;
  // A GET_LOCK that failed counts as well: one too many is asked about.
  locks.set(`name ${name}`, Math.max((locks.get(`name ${name}`) ?? 0) + by, 0));
  if (by > 0) lose(memory, unnamedLock, index);
  else if ([...locks.values()].every((count) => count === 0)) lost.delete(unnamedLock);
}

/** What a SET that cannot be sent again set: variables, or a setting. */
function orSetting(variables: readonly string[]): readonly string[] {
  return variables.length > 0 ? variables : [guardedSetting];
}

function give({ lost, given }: Memory, things: readonly string[]): void {
  for (const thing of things) {
    lost.delete(thing);
    given.add(thing);
  }
}

function lose({ lost, given }: Memory, thing: string, index: number): void {
  lost.set(thing, index);
  if (thing === anything) given.clear();
  else given.delete(thing);
}

/** Code that is not seen may have set any variable, prepared statement or lock. */
function leftBy({ lost, given, numbers }: Memory, thing: string): number | undefined {
  const known = lost.get(thing);
  if (known !== undefined || given.has(thing)) return known;
  if (thing.startsWith(lastNumber)) return numbers ?? lost.get(anything);
  return /^(@|prepared statement |HANDLER)/.test(thing) ? lost.get(anything) : undefined;
}

function firstNeed(
  statements: Statements,
  index: number,
  memory: Memory,
  insertId: number | undefined,
): Need | undefined {
  const { lost, given, locks, numbers } = memory;
  const rest: Memory = { lost: new Map(lost), given: new Set(given), locks: new Map(locks), numbers };
  let giver = insertId;
  for (let at = index; at < statements.length; at++) {
    const use = statements[at]?.facts.session;
    if (!use || (rest.lost.size === 0 && giver === undefined && numbers === undefined)) return undefined;
    const need = needOf(use, rest, giver);
    if (need) return { ...need, at };
    if (use.insertId.sets) giver = undefined;
    give(rest, [...use.ends, ...use.leaves]);
    if (use.lock?.by === -1) holdLocks(rest, use, at);
  }
  return undefined;
}

function needOf(
  { needs, runsCode, calls, insertId }: PlannedStatement["facts"]["session"],
  rest: Memory,
  giver: number | undefined,
): { needs: string; from: number } | undefined {
  for (const need of needs) {
    const from = leftBy(rest, need);
    if (from !== undefined) return { needs: need, from };
  }
  const [left] = rest.lost;
  if (runsCode && !calls && left) return { needs: left[0], from: left[1] };
  if (insertId.reads && !calls && giver !== undefined) return { needs: "LAST_INSERT_ID()", from: giver };
  return undefined;
}
