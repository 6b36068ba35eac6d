import { replayScript } from "../../../src/core/change/replay-script.ts";
import { defaultThresholds } from "../../../src/core/policy/resolve-policy.ts";
import { findRisks } from "../../../src/core/risk/find-risks.ts";
import { contextsIn } from "../../../src/core/risk/replay-history.ts";
import type { Catalog } from "../../../src/core/schema/catalog.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";

const everyRow = new Set(["update-every-row", "delete-every-row"]);

/** The sentences which say that a statement meets every row of a table; undefined = it was not understood. */
export function everyRowSaid(sql: string, catalog: Catalog, engine: Engine): string[] | undefined {
  const [statement] = replayScript(sql, { engine, catalog }).statements;
  if (!statement?.parsed) return undefined;
  const context = contextsIn({ catalog, databases: [], secondOpinion: undefined })(statement);
  return findRisks(context, defaultThresholds)
    .filter(({ id }) => everyRow.has(id))
    .map(({ what }) => what);
}
