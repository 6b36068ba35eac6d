import { type Catalog, type Program, triggersOf } from "../schema/catalog.ts";
import { keyOf } from "../schema/names.ts";
import type { Session } from "../schema/session.ts";
import { tablesBehind } from "../schema/views.ts";
import { clauseFacts } from "../sql/clause-facts.ts";
import type { Engine } from "../sql/engine.ts";
import { parseStatement, type Syntax } from "../sql/grammar/parse-statement.ts";
import type { DescribedStatement } from "./change.ts";
import { describeStatement } from "./describe-statement.ts";

interface Place {
  catalog: Catalog;
  session: Session;
  engine: Engine | undefined;
}

/** The known triggers that a statement fires, each read where it is fired, and those that their own statements fire. */
export function triggersFired(statement: DescribedStatement, place: Place): readonly DescribedStatement[] {
  if (place.catalog.whereabouts.triggers.size === 0) return statement.fired;
  const fired = new Map<Program, DescribedStatement>();
  const left = programsFired(statement, place.catalog, false);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const described = fired.has(next) ? undefined : describe(next, statement, place);
    if (!described) continue;
    fired.set(next, described);
    left.push(...programsFired(described, place.catalog, true));
  }
  return [...fired.values()];
}

function programsFired(
  { changes, scope }: DescribedStatement,
  catalog: Catalog,
  deferred: boolean,
): Program[] {
  return changes.flatMap(({ clause, temporary }) => {
    const { fires } = clauseFacts[clause.kind];
    if (fires.length === 0 || !clause.target || temporary || (clause.deferred ?? false) !== deferred)
      return [];
    return tablesBehind(catalog, keyOf(clause.target, scope)).flatMap((key) =>
      triggersOf(catalog, key, fires),
    );
  });
}

const read = new WeakMap<Program, Syntax>();

function describe(
  program: Program,
  { start, end, delimiter }: DescribedStatement,
  { catalog, session, engine }: Place,
): DescribedStatement | undefined {
  const { code } = program;
  if (!code) return undefined;
  const syntax = read.get(program) ?? parseStatement(code.text, code.mode);
  read.set(program, syntax);
  const { text, mode, scope } = code;
  const own = { catalog, session: { ...session, scope }, engine };
  return describeStatement({ text, mode, start, end, delimiter }, syntax, own);
}
