import type { RowRules } from "../../policy/row-rules.ts";
import type { PlannedStatement } from "../rollout.ts";
import { freshSession, type Unit } from "../units/unit.ts";
import { unitsFrom } from "../units/unit-at.ts";
import { type AskedBatch, askedBatch } from "./asked-batch.ts";
import { batchesByWords } from "./why-not-batches.ts";
import { describeBatch } from "./write-batch.ts";

export interface ForeseenBatch {
  /** 1-based. */
  line: number;
  /** A whole sentence, and the form in which each batch is sent. */
  says: string;
}

/** Before a file runs: which statements run in batches, as far as their tables do not rule it out, and in which form. */
export function foreseeBatches(
  statements: readonly PlannedStatement[],
  { batches }: RowRules,
): ForeseenBatch[] {
  if (!batches && !statements.some(askedBatch)) return [];
  const { units } = unitsFrom(statements, 0, freshSession);
  return units.flatMap((unit) => {
    const statement = statements[unit.first];
    if (!statement || !["UPDATE", "DELETE"].includes(statement.type)) return [];
    const says = sayBatches(statements, unit, { asked: askedBatch(statement), batches });
    return says === undefined ? [] : [{ line: statement.line, says }];
  });
}

interface Asks extends RowRules {
  asked: AskedBatch | undefined;
}

/** undefined = nobody asks for batches of it, or a refusal says why there are none. */
function sayBatches(
  statements: readonly PlannedStatement[],
  unit: Unit,
  { asked, batches }: Asks,
): string | undefined {
  const found = batchesByWords(statements, unit);
  if (asked) {
    if ("fault" in asked || "why" in found) return undefined;
    return `It runs in batches of ${asked.size} rows by key, or not at all: ${describeBatch(found)}`;
  }
  if (!batches) return undefined;
  if ("why" in found) return `It runs whole, however large its table is. ${found.why}`;
  const { over, size } = batches;
  return `Where its table has more than ${over} rows, it runs in batches of ${size} by key: ${describeBatch(found)}`;
}
