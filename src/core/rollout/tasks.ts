import type { Target } from "../policy/policy.ts";
import type { PlannedStatement, Task } from "./rollout.ts";

/** What is still to run, in order. */
export function pendingTasks(tasks: readonly Task[]): Task[] {
  return tasks.filter(({ status }) => !["done", "skipped", "baseline"].includes(status));
}

export function createsDatabase({ type, facts }: PlannedStatement, database: string): boolean {
  return type === "CREATE_DATABASE" && facts.databases.made.includes(database);
}

export function where({ database, instance }: Target): string {
  return `${database} @ ${instance}`;
}
