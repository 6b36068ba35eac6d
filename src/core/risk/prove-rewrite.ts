import type { DataLoss, DescribedStatement } from "../change/change.ts";
import { forkReplay, replayStatement } from "../change/replay-script.ts";
import type { Thresholds } from "../policy/policy.ts";
import type { Catalog } from "../schema/catalog.ts";
import { keyOf, type TableKey } from "../schema/names.ts";
import type { Replay } from "../schema/replay.ts";
import { isSameSchema } from "../schema/same-schema.ts";
import { split } from "../sql/split/split.ts";
import type { Rewrite, RiskContext } from "./factor.ts";
import { findRisks } from "./find-risks.ts";
import type { Reading } from "./readings.ts";
import { contextsIn } from "./replay-history.ts";
import { scoreOf } from "./score.ts";

/** Statements of a script in one reading, and the script up to there. */
export interface StatementPlace {
  /** What the rewrite replaces, in order. */
  contexts: readonly RiskContext[];
  before: Replay;
}

/**
 * Whether the rewrite is what it says, on every engine: read whole, no heavier and losing no more than what it replaces,
 * lighter where that weighs most, and with the same schema in the end unless it says otherwise. The scores; undefined = no.
 */
export function prove(
  rewrite: Rewrite,
  places: ReadonlyMap<Reading, StatementPlace>,
  thresholds: Thresholds,
): { before: number; after: number } | undefined {
  const proofs = [...places.values()].map((place) => proveAt(rewrite, place, thresholds));
  if (proofs.length === 0) return undefined;
  let [before, after] = [0, 0];
  for (const proof of proofs) {
    if (proof === undefined || proof.after > proof.before) return undefined;
    before = Math.max(before, proof.before);
    after = Math.max(after, proof.after);
  }
  return after < before ? { before, after } : undefined;
}

function proveAt(rewrite: Rewrite, { contexts, before }: StatementPlace, thresholds: Thresholds) {
  const { now, later = [], differs } = rewrite;
  const [first] = contexts;
  if (first === undefined || contexts.length !== (rewrite.before ?? 0) + 1) return undefined;
  const originals = contexts.map(({ statement }) => statement);
  const instead = forkReplay(before);
  const read = readAll(now, first, instead);
  if (read === undefined) return undefined;
  const loss = (statements: readonly DescribedStatement[]) =>
    Math.max(...statements.map((one) => weightOf[one.dataLoss]));
  if (loss(read) > loss(originals)) return undefined;
  const afterwards = readAll(later, first, instead);
  if (afterwards === undefined || !(differs || leavesTheSame(originals, before, instead))) return undefined;
  // What a rollout makes of the file hangs on all of it, so it is left out on both sides.
  const weigh = (all: readonly RiskContext[]) =>
    scoreOf(all.flatMap((one) => findRisks({ ...one, foreseen: undefined }, thresholds)));
  return { before: weigh(contexts), after: weigh(inPlace(read, first)) };
}

/** What is not known is judged like what is lost. */
const weightOf: Readonly<Record<DataLoss, number>> = { none: 0, lossy: 1, unknown: 1 };

/** undefined = one of them is not understood whole, or is not the one statement that it should be. */
function readAll(texts: readonly string[], { statement }: RiskContext, replay: Replay) {
  const mode = { ...statement.mode, engine: replay.engine };
  const read: DescribedStatement[] = [];
  for (const text of texts) {
    const { statements, problems } = split(`${text};`, { mode });
    const [only, ...more] = statements;
    if (only === undefined || more.length > 0 || problems.length > 0) return undefined;
    const one = replayStatement(only, replay);
    if (!one.parsed || one.source === "unknown" || one.hidden) return undefined;
    read.push(one);
  }
  return read;
}

/** The rewrite's statements as the findings see them: where the statement stood, one after the other. */
function inPlace(statements: readonly DescribedStatement[], first: RiskContext): RiskContext[] {
  return statements.map(contextsIn(first)).map((context) => ({
    ...context,
    inTransaction: first.inTransaction || context.inTransaction,
    alteredBefore: merge(first.alteredBefore, context.alteredBefore),
  }));
}

function merge(a: RiskContext["alteredBefore"], b: RiskContext["alteredBefore"]) {
  const merged = new Map(a);
  for (const [table, ways] of b) merged.set(table, new Set([...(a.get(table) ?? []), ...ways]));
  return merged;
}

/** By the catalogs after both. A table that the history does not know proves nothing. */
function leavesTheSame(originals: readonly DescribedStatement[], before: Replay, instead: Replay): boolean {
  const after = forkReplay(before);
  for (const statement of originals) replayStatement(statement, after);
  const known = ({ tables }: Catalog, key: TableKey) => tables.get(key)?.complete === true;
  const isKnown = originals.every(({ changes }) =>
    changes.every(({ clause: { target } }) => {
      if (target === undefined) return true;
      const key = keyOf(target, before.session.scope);
      return known(before.catalog, key) || known(after.catalog, key);
    }),
  );
  return isKnown && isSameSchema(after.catalog, instead.catalog);
}
