/** A line of EXPLAIN's table (manual 10.8.2). */
export interface PlanLine {
  id?: unknown;
  select_type?: unknown;
  table?: unknown;
  rows?: unknown;
  filtered?: unknown;
  Extra?: unknown;
}

/** The optimizer has seen that there are no rows. */
const nothing = /^(impossible|no matching)/i;
const oneRow = /^(no tables used|select tables optimized away)/i;

/**
 * Rows that the query gives, as the optimizer reckons: of each SELECT of a union the product over its tables, of the
 * union the sum. undefined = a step without a number. With `everyRowRead`, a table alone counts with all that is read.
 */
export function multiplyPlan(plan: readonly PlanLine[], everyRowRead: boolean): number | undefined {
  const steps = groupById(plan);
  const members = steps.filter(([first]) => /^(SIMPLE|PRIMARY|UNION)$/.test(String(first?.select_type)));
  const rows = members.map((lines) => rowsOf(lines, steps, everyRowRead));
  if (members.length === 0 || rows.includes(undefined)) return undefined;
  return Math.round(rows.reduce<number>((sum, count) => sum + (count ?? Number.NaN), 0));
}

function groupById(plan: readonly PlanLine[]): PlanLine[][] {
  const groups = new Map<string, PlanLine[]>();
  for (const line of plan) {
    const id = String(line.id);
    groups.set(id, [...(groups.get(id) ?? []), line]);
  }
  return [...groups.values()];
}

function rowsOf(
  lines: readonly PlanLine[],
  steps: readonly (readonly PlanLine[])[],
  everyRowRead: boolean,
): number | undefined {
  const alone = everyRowRead && lines.length === 1;
  let product = 1;
  for (const line of lines) {
    const rows = rowsOfLine(line, steps);
    if (rows === undefined) return undefined;
    product *= rows * (alone ? 1 : share(line));
  }
  return product;
}

function rowsOfLine(line: PlanLine, steps: readonly (readonly PlanLine[])[]): number | undefined {
  if (line.rows !== null && line.rows !== undefined) return Number(line.rows);
  if (line.table === null || line.table === undefined) {
    const extra = String(line.Extra);
    return nothing.test(extra) ? 0 : oneRow.test(extra) ? 1 : undefined;
  }
  // What a subquery gives is counted where it is read: `<subquery2>`, `<derived2>`.
  const [, id] = /^<(?:subquery|derived)(\d+)>$/.exec(String(line.table)) ?? [];
  const inner = steps.find(([first]) => id !== undefined && String(first?.id) === id);
  return inner && rowsOf(inner, steps, false);
}

function share({ filtered }: PlanLine): number {
  return filtered === null || filtered === undefined ? 1 : Number(filtered) / 100;
}
