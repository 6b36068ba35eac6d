import type { Finding } from "../assessment.ts";
import type { Change, DescribedStatement } from "../change/change.ts";
import type { Thresholds } from "../policy/policy.ts";
import { nameAnywhere } from "../schema/names.ts";
import { codeStart } from "../sql/split/code-start.ts";
import type { ChangeFactor, RiskContext, RiskFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import { factorsFor } from "./factors-for.ts";
import { levelOf } from "./score.ts";

/** Every reason for risk in a statement, in the factors' order; the same sentence once. */
export function findRisks(context: RiskContext, thresholds: Thresholds): Finding[] {
  const { statement } = context;
  const { line } = codeStart(statement);
  const { aboutStatement, aboutChange, aboutNew } = factorsFor(context);
  const found: Finding[] = [];
  for (const factor of aboutStatement) {
    const what = factor.findInStatement(statement, context);
    if (what !== undefined) found.push(finding(factor, what, line, thresholds));
  }
  for (const change of statement.changes) {
    const about = isNothingYet(change) ? aboutNew : aboutChange;
    for (const factor of about(change.clause.kind)) {
      const what = factor.find(change, context);
      if (what === undefined) continue;
      found.push(withEvidence(finding(factor, what, line, thresholds), factor, change, context));
    }
  }
  for (const trigger of statement.fired) found.push(...risksOfTrigger(trigger, context, thresholds));
  if (found.length < 2) return found;
  // Only several changes can make one factor say the same again.
  const mayRepeat = statement.changes.length > 1 || statement.fired.length > 0;
  return (mayRepeat ? distinct(found) : found).sort((a, b) => rankOf(a) - rankOf(b));
}

/** What the pull request creates holds nothing yet: what is done to it weighs only for factors that say so. */
function isNothingYet({ created, clause }: Change): boolean {
  return created && clause.kind !== "create-table";
}

/** What the body of a trigger does is done by the statement that fires it. */
function risksOfTrigger(
  trigger: DescribedStatement,
  context: RiskContext,
  thresholds: Thresholds,
): Finding[] {
  const { line } = codeStart(context.statement);
  const inside = { ...context, statement: trigger };
  const { aboutChange } = factorsFor(inside);
  const name = trigger.changes.find(({ clause }) => clause.kind === "create-trigger")?.clause;
  const by = name?.kind === "create-trigger" ? `By the trigger ${name.object}: ` : "";
  return trigger.changes
    .filter((change) => change.clause.deferred && !isNothingYet(change))
    .flatMap((change) =>
      aboutChange(change.clause.kind).flatMap((factor) => {
        const what = factor.find(change, inside);
        return what === undefined ? [] : [finding(factor, by + what, line, thresholds)];
      }),
    );
}

function finding(factor: RiskFactor, what: string, line: number, thresholds: Thresholds): Finding {
  const { id, title, points, why, instead } = factor;
  return { id, title, level: levelOf(points, thresholds), points, what, why, instead, line };
}

function withEvidence(found: Finding, factor: ChangeFactor, change: Change, context: RiskContext): Finding {
  const check = factor.check?.(anywhere(change, context), context);
  if (check !== undefined) found.check = check;
  const places = factor.places?.(change, context);
  if (places?.length) found.places = places;
  return found;
}

/** What is to be asked before the migration is asked before any USE of it. */
function anywhere(change: Change, { statement: { scope } }: RiskContext): Change {
  const { clause } = change;
  if (!clause.target || scope.database === undefined) return change;
  return { ...change, clause: { ...clause, target: nameAnywhere(clause.target, scope) } };
}

function distinct(found: readonly Finding[]): Finding[] {
  const said = new Set<string>();
  return found.filter(({ id, what }) => {
    const sentence = `${id} ${what}`;
    const isNew = !said.has(sentence);
    said.add(sentence);
    return isNew;
  });
}

const ranks = new Map(factors.map(({ id }, i) => [id, i]));

function rankOf({ id }: Finding): number {
  return ranks.get(id) as number;
}
