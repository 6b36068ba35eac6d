import type { RowRules } from "../../policy/row-rules.ts";
import type { PlannedStatement } from "../rollout.ts";
import { freshSession } from "../units/unit.ts";
import { unitsFrom } from "../units/unit-at.ts";
import { askedBatch } from "./asked-batch.ts";
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
  return unitsFrom(statements, 0, freshSession).units.flatMap((unit) => {
    const statement = statements[unit.first];
    if (!statement || !["UPDATE", "DELETE"].includes(statement.type)) return [];
    const asked = askedBatch(statement);
    if (asked ? "fault" in asked : !batches) return [];
    const found = batchesByWords(statements, unit);
    const { line } = statement;
    if ("why" in found)
      return asked ? [] : [{ line, says: `It runs whole, however large its table is. ${found.why}` }];
    const form = describeBatch(found);
    if (asked && "size" in asked)
      return [{ line, says: `It runs in batches of ${asked.size} rows by key, or not at all: ${form}` }];
    const { over = 0, size = 0 } = batches ?? {};
    const says = `Where its table has more than ${over} rows, it runs in batches of ${size} by key: ${form}`;
    return [{ line, says }];
  });
}
