import type { Catalog } from "../../schema/catalog.ts";
import { keyOf, type NameScope } from "../../schema/names.ts";
import type { Session } from "../../schema/session.ts";
import type { Clause } from "../../sql/clause.ts";
import type { TableName } from "../../sql/definition.ts";
import type { Engine } from "../../sql/engine.ts";
import type { Cost } from "../change.ts";
import { isOnline, type OnlineClause, onlineKinds } from "./online-kinds.ts";
import {
  atOnce,
  copied,
  enginesFor,
  type Prediction,
  predict,
  type Requested,
  unpredictable,
} from "./predict.ts";
import { weakest } from "./weakest.ts";

export interface Input {
  /** Before the statement. */
  setting: { catalog: Catalog; session: Session; engine: Engine | undefined; scope: NameScope };
  target: TableName;
  clauses: readonly Clause[];
  /** Of the statement. */
  type: string;
  requested: Requested;
}

/** Nobody else sees a TEMPORARY table, so nobody waits for it. */
const unseen: Cost = { algorithm: "COPY", lock: "NONE", rebuilds: true };

/** What the clauses about one table cost; undefined = they are of kinds that no algorithm applies to. */
export function predictTable(input: Input): Prediction | undefined {
  const clauses = input.type === "OPTIMIZE_TABLE" ? input.clauses.map(rebuilding) : input.clauses;
  if (!clauses.every(isOnline)) return undefined;
  const { catalog, session, engine } = input.setting;
  const key = keyOf(input.target, input.setting.scope);
  if (session.temporary.has(key)) return everywhere(clauses, unseen);
  const table = catalog.tables.get(key);
  if (!table) return predictUnknown(clauses);
  const { foreignKeyChecks } = session;
  const predictions = enginesFor(engine).map((candidate) =>
    predict({ engine: candidate, table, catalog, clauses, foreignKeyChecks }, input.requested),
  );
  if (predictions.length === 1) return predictions[0];
  return {
    ...weakest(predictions),
    clauses: clauses.map((_, i) => weakest(predictions.map((one) => one.clauses[i] ?? unpredictable))),
  };
}

/** OPTIMIZE TABLE rebuilds an InnoDB table (manual 15.7.3.4). */
function rebuilding(clause: Clause): Clause {
  const { table, target } = clause;
  return target ? { kind: "rebuild-table", table, target } : clause;
}

/** A table that the history does not know may be of any engine, with any index. */
function predictUnknown(clauses: readonly OnlineClause[]): Prediction {
  const costs = clauses.map(({ kind }) => {
    if (onlineKinds[kind] === "at-once") return atOnce;
    return onlineKinds[kind] === "copy" ? copied : unpredictable;
  });
  return { ...weakest(costs), clauses: costs };
}

function everywhere(clauses: readonly OnlineClause[], cost: Cost): Prediction {
  return { ...cost, clauses: clauses.map(() => cost) };
}
