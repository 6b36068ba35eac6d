import type { PlannedMigration, Refusal, Task } from "../rollout.ts";
import { freshSession, type Unit } from "../units/unit.ts";
import { unitsFrom } from "../units/unit-at.ts";
import { askedBatch } from "./asked-batch.ts";
import { batchesByWords } from "./why-not-batches.ts";

/** Where a comment asks for batches of a statement that does not mean the same in pieces: it never runs whole instead. */
export function refusedBatches({ migration, next, record }: Task): Refusal[] {
  const { statements } = migration;
  if (record?.open?.event === "sent" || !statements.slice(next).some(askedBatch)) return [];
  const { units } = unitsFrom(statements, next, freshSession);
  return units.flatMap((unit) => {
    for (let index = unit.first; index <= unit.last; index++) {
      const why = whyRefused(migration, unit, index);
      if (why !== undefined) return [cannotBatch(migration, index, why)];
    }
    return [];
  });
}

function whyRefused({ statements }: PlannedMigration, unit: Unit, index: number): string | undefined {
  const statement = statements[index];
  const asked = statement && askedBatch(statement);
  if (!asked) return undefined;
  if ("fault" in asked) return asked.fault;
  const found = batchesByWords(statements, unit);
  return "why" in found ? found.why : undefined;
}

export function cannotBatch({ path, statements }: PlannedMigration, index: number, why: string): Refusal {
  return {
    code: "cannot-batch",
    what: `Line ${statements[index]?.line} of ${path} asks for batches and cannot be run in pieces. ${why}`,
    fix: "Write it as an UPDATE or DELETE of one table that decides about each row by that row alone, or leave the comment out, so that it runs whole.",
  };
}
