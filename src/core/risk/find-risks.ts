import type { Finding } from "../assessment.ts";
import type { Change, ChangeKind } from "../change/change.ts";
import type { Thresholds } from "../policy/policy.ts";
import { codeStart } from "../sql/code-start.ts";
import type { ChangeFactor, RiskContext, RiskFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import { levelOf } from "./score.ts";

/** Every reason for risk in a statement, in the factors' order; the same sentence once. */
export function findRisks(context: RiskContext, thresholds: Thresholds): Finding[] {
  const found = askAll(context);
  if (found.size === 0) return [];
  const { line } = codeStart(context.statement);
  const inOrder = [...found].toSorted(([a], [b]) => factors.indexOf(a) - factors.indexOf(b));
  return inOrder.flatMap(([{ id, title, points, why, instead }, sentences]) => {
    const level = levelOf(points, thresholds);
    return Array.from(sentences, ([what, added]) => ({
      ...{ id, title, level, points, what, why, instead, line },
      ...added,
    }));
  });
}

/** What a finding carries beside its sentence. */
type Added = Pick<Finding, "check">;

function askAll(context: RiskContext): Map<RiskFactor, Map<string, Added>> {
  const found = new Map<RiskFactor, Map<string, Added>>();
  const note = (factor: RiskFactor, sentence: string | undefined, added: Added) => {
    if (sentence === undefined) return;
    const sentences = found.get(factor) ?? new Map<string, Added>();
    if (!sentences.has(sentence)) found.set(factor, sentences.set(sentence, added));
  };
  for (const factor of aboutStatements) note(factor, factor.findInStatement(context.statement, context), {});
  for (const change of context.statement.changes) {
    // What the pull request creates holds nothing yet: nothing that is done to it weighs.
    if (change.created && change.kind !== "create-table") continue;
    for (const factor of factorsAbout(change.kind)) {
      const sentence = factor.find(change, context);
      if (sentence !== undefined) note(factor, sentence, addedTo(factor, change, context));
    }
  }
  return found;
}

function addedTo(factor: ChangeFactor, change: Change, context: RiskContext): Added {
  const check = factor.check?.(change, context);
  return check === undefined ? {} : { check };
}

const aboutStatements = factors.filter((factor) => "findInStatement" in factor);
const aboutChanges = factors.filter((factor) => "find" in factor);

const byKind = new Map<ChangeKind, readonly ChangeFactor[]>();

function factorsAbout(kind: ChangeKind): readonly ChangeFactor[] {
  const known = byKind.get(kind);
  if (known) return known;
  const about = aboutChanges.filter(({ kinds }) => kinds?.includes(kind) ?? true);
  byKind.set(kind, about);
  return about;
}
