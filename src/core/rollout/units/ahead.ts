import type { EvidencePlan } from "../evidence.ts";
import type { PlannedMigration, Task } from "../rollout.ts";
import { freshSession, type Unit } from "./unit.ts";
import { unitAt } from "./unit-at.ts";

/** The definition that a file begins with, which the last token of the file before may announce. */
export interface Ahead {
  migration: PlannedMigration;
  unit: Unit;
  plan: EvidencePlan;
}

/**
 * What may be announced in the transaction of the unit before it, so that the announcement costs no commit of its own: a
 * definition of which a name or a text tells for certain whether it ran, at the beginning of a file that has not begun.
 */
export function aheadOf(task: Task | undefined): Ahead | undefined {
  if (!task || task.next > 0 || task.record) return undefined;
  const { migration } = task;
  const role = migration.statements[0]?.facts.role;
  if (role?.kind !== "definition") return undefined;
  const unit = unitAt(migration.statements, 0, freshSession);
  const { evidence: plan } = role;
  const isCertain = plan.sign === "existence" || (plan.sign === "text" && plan.parts.join() === "text");
  if (unit.protocol !== "evidence" || plan.objects.length === 0 || !isCertain) return undefined;
  return { migration, unit, plan };
}
