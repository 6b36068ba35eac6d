import type { Target } from "../../../core/policy/policy.ts";
import { chooseOnline, type OnlineChoice, tableAltered } from "../../../core/rollout/online/choose.ts";
import { type OnlineMark, withoutRuns } from "../../../core/rollout/online/copies.ts";
import type { TableFacts } from "../../../core/rollout/online/table-facts.ts";
import type { PlannedMigration } from "../../../core/rollout/rollout.ts";
import { parseEngine } from "../../../core/sql/engine.ts";
import type { Online } from "../../ports/online.ts";

/** How a statement runs, by what its target says of the table now; undefined = no rule is about it. */
export async function chooseWay(
  online: Online,
  target: Target,
  { statements }: PlannedMigration,
  index: number,
  /** Of runs whose end has still to be found out. */
  open: readonly OnlineMark[] = [],
): Promise<{ choice: OnlineChoice; facts: TableFacts } | undefined> {
  const { rule, tables } = online;
  const statement = statements[index];
  const table = rule && statement && tableAltered(statement);
  if (!rule || !statement || !table) return undefined;
  const [found] = await tables.look(target, [table]);
  if (!found) return undefined;
  const facts = withoutRuns(found, open);
  const before = statements.slice(0, index);
  return {
    choice: chooseOnline({ statement, before, facts, rule, engine: parseEngine(target.engine) }),
    facts,
  };
}
