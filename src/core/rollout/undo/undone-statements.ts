import type { LedgerRow } from "../ledger/row.ts";
import type { PlannedStatement, Task } from "../rollout.ts";
import type { UndoRow } from "./kept.ts";
import { whatIsLost } from "./what-is-lost.ts";
import type { UndoneStatement } from "./write-undo.ts";

/** What a target says of a file that ran there. */
interface Ran {
  task: Pick<Task, "migration" | "next">;
  ledger: readonly LedgerRow[];
  undo: readonly UndoRow[];
  /** Names of the tables of kept rows that are there. */
  tables: ReadonlySet<string>;
}

/** Every statement that ran and left something, in the order of the file. */
export function undoneStatements({ task, ledger, undo, tables }: Ran): UndoneStatement[] {
  const { migration, next } = task;
  return migration.statements.flatMap((statement, index) => {
    const tokens = newestTokens(ledger, migration.path, index + 1);
    const rows = undo.filter(
      ({ token, path, statement: number }) =>
        path === migration.path && number === index + 1 && tokens.includes(token),
    );
    if (rows.length > 0) return [fromKept(statement, rows, tables)];
    const why = index < next || tokens.length > 0 ? whatIsLost(statement) : undefined;
    return why === undefined
      ? []
      : [{ line: statement.line, type: statement.type, plans: [], rows: 0, lost: [why] }];
  });
}

function fromKept(
  { line, type }: Pick<PlannedStatement, "line" | "type">,
  rows: readonly UndoRow[],
  tables: ReadonlySet<string>,
): UndoneStatement {
  const whole = rows.flatMap(({ plan, why }) => (plan && why === undefined ? plan : []));
  const plans = [...new Map(whole.map((plan) => [plan.keptIn, plan])).values()];
  const gone = plans.filter(({ keptIn }) => !tables.has(keptIn));
  const lost = [
    ...rows.flatMap(({ why }) => why ?? []),
    ...plans.flatMap(({ marks }) => marks),
    ...gone.map(({ keptIn }) => `The rows that were kept in ${keptIn} have been dropped.`),
  ];
  const left = plans.filter((plan) => !gone.includes(plan));
  const count = rows.reduce((sum, one) => sum + one.rows, 0);
  return { line, type, plans: left, rows: left.length > 0 ? count : 0, lost: [...new Set(lost)] };
}

/**
 * Ids of the ledger's rows that stand for the newest time that a statement ran: of its batches, or its one row. None where
 * somebody said since that it is undone.
 */
function newestTokens(ledger: readonly LedgerRow[], path: string, statement: number): number[] {
  let [ended, running]: [number[], number[]] = [[], []];
  for (const row of ledger) {
    if (row.path !== path) continue;
    if (row.event === "decided" && row.detail.next < statement) [ended, running] = [[], []];
    if (row.statement > statement || row.through < statement) continue;
    if (row.event === "batch") running.push(row.id);
    if (row.event === "done") [ended, running] = [[...running, row.id], []];
  }
  return running.length > 0 ? running : ended;
}
