import type { Foreseen } from "../risk/factor.ts";
import { notUnderstood } from "./facts/statement-facts.ts";
import { needsAt } from "./resume.ts";
import type { PlannedStatement } from "./rollout.ts";
import { freshSession, holdsChanges, type Unit } from "./units/unit.ts";
import { unitsFrom } from "./units/unit-at.ts";

/** What may be said of a statement before it runs. */
interface ForeseenAt extends Foreseen {
  /** Index of the statement. */
  at: number;
  /** 1-based. */
  line: number;
}

/** Beyond this, looking from every statement at all others takes longer than it is worth. */
export const mostForeseen = 1_000;

/** By the same functions that run it: which units are only observed, and between which lines it cannot go on. */
export function foresee(statements: readonly PlannedStatement[]): ForeseenAt[] {
  const { units, end } = unitsFrom(statements, 0, freshSession);
  return [
    ...refused(statements),
    ...(holdsChanges(end) ? leftOpen(statements) : []),
    ...asks(statements, units),
    ...gaps(statements, units),
  ].sort((a, b) => a.line - b.line);
}

function refused(statements: readonly PlannedStatement[]): ForeseenAt[] {
  return statements.flatMap(({ facts, line }, at) => {
    if (facts.refused === undefined) return [];
    return [{ id: "statement-refused", at, line, says: `A rollout never sends it. ${facts.refused}` }];
  });
}

function leftOpen(statements: readonly PlannedStatement[]): ForeseenAt[] {
  const opener = statements.findLastIndex(
    ({ facts: { role, autocommit } }) => role.kind === "opens" || autocommit === false,
  );
  const [from, last] = [Math.max(opener, 0), statements.length - 1];
  const line = statements[last]?.line ?? 0;
  const says = `The file ends with the transaction open that line ${statements[from]?.line ?? 0} opens: the server would undo what it changes.`;
  return [{ id: "transaction-left-open", at: last, line, says }];
}

/** Units that ask for one reason are named together: a file that calls ten procedures says so once. */
function asks(statements: readonly PlannedStatement[], units: readonly Unit[]): ForeseenAt[] {
  const byWhy = new Map<string, Unit[]>();
  for (const unit of units) {
    if (unit.protocol !== "observed" || unit.why === undefined) continue;
    // It is not sent at all.
    if (unit.first === unit.last && statements[unit.first]?.facts.refused !== undefined) continue;
    // Where it stopped is told of the statement itself.
    const why = unit.why.startsWith(notUnderstood) ? `${notUnderstood}.` : unit.why;
    byWhy.set(why, [...(byWhy.get(why) ?? []), unit]);
  }
  return [...byWhy].flatMap(([why, alike]) => {
    const [first] = alike;
    if (!first) return [];
    const says = `An interruption of ${sayLines(statements, alike)} asks a person. ${why}`;
    return [{ id: "asks-a-person", at: first.first, line: lineOf(statements, first.first), says }];
  });
}

function lineOf(statements: readonly PlannedStatement[], index: number): number {
  return statements[index]?.line ?? 0;
}

/** By index. */
interface Range {
  first: number;
  last: number;
}

function sayLines(statements: readonly PlannedStatement[], ranges: readonly Range[]): string {
  const said = ranges.map(({ first, last }) => {
    const [from, to] = [lineOf(statements, first), lineOf(statements, last)];
    return from === to ? `${from}` : `${from} to ${to}`;
  });
  return said.length === 1 && /^\d+$/.test(said[0] ?? "") ? `line ${said[0]}` : `lines ${sayList(said)}`;
}

const mostSaid = 8;

function sayList(items: readonly string[]): string {
  const more = items.length - mostSaid;
  const said = more > 0 ? [...items.slice(0, mostSaid), `${more} more`] : items;
  return said.length < 2 ? said.join("") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
}

interface Gap {
  needs: string[];
  ranges: Range[];
}

/** What each thing that is needed keeps from being resumed: a file that fills one variable a hundred times says so once. */
function gaps(statements: readonly PlannedStatement[], units: readonly Unit[]): ForeseenAt[] {
  if (statements.length > mostForeseen || !statements.some(keepsOrAsks)) return [];
  const byNeed = new Map<string, Gap>();
  const starts = units.slice(1).map(({ first }) => first);
  for (const [i, need] of needsAt(statements, starts).entries()) {
    const first = starts[i];
    if (need === undefined || first === undefined) continue;
    const { needs, at } = need;
    const gap = byNeed.get(needs) ?? { needs: [needs], ranges: [] };
    gap.ranges = joined([...gap.ranges, { first: first - 1, last: at }]);
    byNeed.set(needs, gap);
  }
  return fewer([...byNeed.values()]).map(({ needs, ranges }) => {
    const between = ranges.map(
      (range) => `line ${lineOf(statements, range.first)} and line ${lineOf(statements, range.last)}`,
    );
    const says = `It cannot be resumed between ${sayList(between)}: what comes after needs ${sayList(needs)}.`;
    const at = Math.max(ranges[0]?.first ?? 0, 0);
    return { id: "cannot-resume", at, line: lineOf(statements, at), says };
  });
}

/** Most files hold no such statement, and need not be looked at from each of theirs. */
function keepsOrAsks({ facts: { session } }: PlannedStatement): boolean {
  return session.leaves.length > 0 || session.insertId.reads || session.readsDiagnostics;
}

/** In order; two that meet are one. */
function joined(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const range of ranges) {
    const before = all.at(-1);
    if (before && range.first <= before.last) before.last = Math.max(before.last, range.last);
    else all.push({ ...range });
  }
  return all;
}

const mostGaps = 4;

/** The first ones each, the others together. */
function fewer(found: readonly Gap[]): Gap[] {
  if (found.length <= mostGaps + 1) return [...found];
  const rest = found.slice(mostGaps);
  const ranges = rest.flatMap((gap) => gap.ranges).sort((a, b) => a.first - b.first);
  return [...found.slice(0, mostGaps), { needs: rest.flatMap(({ needs }) => needs), ranges: joined(ranges) }];
}
