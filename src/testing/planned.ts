import { replayScript } from "../core/change/replay-script.ts";
import { planStatements } from "../core/rollout/plan-statements.ts";
import type { PlannedMigration, PlannedStatement } from "../core/rollout/rollout.ts";
import { emptyCatalog } from "../core/schema/catalog.ts";
import { parseEngine } from "../core/sql/engine.ts";

/** A stand-in that tells texts apart; real hashing is not for core. */
export const plainHash = (text: string): string => `#${text}`;

/** Statements of a script as a rollout plans them, on the database `shop`. */
export function plannedStatements(sql: string, engine = "mysql-8.4"): PlannedStatement[] {
  const home = { names: new Set(["shop"]), isKnown: true };
  const { statements } = replayScript(sql, { engine: parseEngine(engine), catalog: emptyCatalog(), home });
  return planStatements({ statements, database: "shop", sha256: plainHash });
}

export function plannedMigration(path: string, sql: string, engine?: string): PlannedMigration {
  const statements = plannedStatements(sql, engine);
  const rest = { version: path, repeatable: false, blob: "b", sha256: `##${sql}` };
  return { project: "app", path, ...rest, statements };
}
