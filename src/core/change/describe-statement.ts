import type { Catalog } from "../schema/catalog.ts";
import { keyOf, type NameScope, scopeInProgram } from "../schema/names.ts";
import type { Session } from "../schema/session.ts";
import { storedTable } from "../schema/stored-table.ts";
import type { Table } from "../schema/table.ts";
import { viewsNamed } from "../schema/views.ts";
import { type Clause, type ClauseOf, isTemporary } from "../sql/clause.ts";
import { tablesOfRows } from "../sql/clause-parts.ts";
import type { TableName } from "../sql/definition.ts";
import type { Engine } from "../sql/engine.ts";
import type { Syntax } from "../sql/grammar/parse-statement.ts";
import type { SplitStatement } from "../sql/statement.ts";
import { callsBehind } from "./calls-behind.ts";
import type { Change, Cost, DataLoss, DescribedStatement } from "./change.ts";
import { constraintDropped } from "./constraint-kind.ts";
import { modification } from "./cost/modify-column.ts";
import type { Prediction } from "./cost/predict.ts";
import { predictTable } from "./cost/predict-table.ts";
import { weakest } from "./cost/weakest.ts";
import { dataLoss, worse } from "./data-loss.ts";
import { partsIn } from "./table-parts.ts";

/** The schema and session before the statement. */
export interface Surroundings {
  catalog: Catalog;
  session: Session;
  engine: Engine | undefined;
  /** It has run already: nobody asks a rule about it. */
  past?: boolean;
}

interface Setting extends Surroundings {
  /** What the statement's names mean, those in the body of what it defines included. */
  scope: NameScope;
}

const notApplicable: Cost = { algorithm: undefined, lock: undefined, rebuilds: undefined };
const costless: Prediction = { ...notApplicable, clauses: [] };
const noChanges: readonly Change[] = [];
const noneFired: readonly DescribedStatement[] = [];
const noRefusals: DescribedStatement["refusals"] = [];

/** A statement with what it changes and what that costs. */
export function describeStatement(
  statement: SplitStatement,
  syntax: Syntax,
  { catalog, session, engine, past }: Surroundings,
): DescribedStatement {
  const { clauses } = syntax;
  const scope = scopeOf(syntax, session);
  const setting = { catalog, session, engine, scope };
  const { algorithm, lock, rebuilds, clauses: costs } = weigh(syntax, setting);
  const changes: Change[] = [];
  let loss: DataLoss = "none";
  for (let i = 0; i < clauses.length; i++) {
    const clause = clauses[i] as Clause;
    const change = describeClause(clause, costs[i] ?? notApplicable, clauses, setting);
    loss = worse(loss, change.dataLoss);
    if (clause.kind === "modify-column") changes.push(...refine(clause, change, clauses, setting));
    else changes.push(change);
  }
  if (!past) addParts(changes, engine);
  const called = past ? noChanges : callsBehind(syntax, setting);
  if (called.length > 0) changes.push(...called);
  const { text, start, end, delimiter, mode } = statement;
  // Named one by one: a spread here costs more than reading the statement.
  return {
    text,
    start,
    end,
    delimiter,
    mode,
    type: syntax.type,
    source: called.length > 0 && syntax.source === "dml" ? "unknown" : syntax.source,
    parsed: syntax.parsed,
    unparsed: syntax.unparsed,
    tables: syntax.tables,
    stored: syntax.tables.map((reference) => storedTable(reference, setting)),
    known: syntax.tables.map((reference) => tableBefore(reference, setting)),
    views: past ? undefined : viewsNamed(catalog, syntax.tables, scope),
    fired: noneFired,
    before: undefined,
    scope,
    enters: syntax.type === "USE" ? syntax.object : undefined,
    transaction: syntax.transaction,
    commits: syntax.commits,
    copiesRows: syntax.copiesRows,
    requested: syntax.requested,
    uses: syntax.uses,
    picked: syntax.picked,
    hidden: syntax.hidden,
    changes,
    algorithm,
    lock,
    rebuilds,
    dataLoss: loss,
    refusals: noRefusals,
  };
}

/** A TEMPORARY table hides the real one of its name, and is not followed. */
function tableBefore(name: TableName, { catalog, session, scope }: Setting): Table | undefined {
  const key = keyOf(name, scope);
  return session.temporary.has(key) ? undefined : catalog.tables.get(key);
}

const withBody: ReadonlySet<string> = new Set([
  "CREATE_PROCEDURE",
  "CREATE_FUNCTION",
  "CREATE_TRIGGER",
  "CREATE_EVENT",
  "ALTER_EVENT",
]);

function scopeOf({ type, object }: Syntax, { scope }: Session): NameScope {
  return object !== undefined && withBody.has(type) ? scopeInProgram(object, scope) : scope;
}

/** The cost of each clause, by its place, and of all together: the clauses about one table are weighed together. */
function weigh(syntax: Syntax, setting: Setting): Prediction {
  const { clauses } = syntax;
  const shared = clauses[0]?.table;
  if (clauses.every(({ table }) => table === shared))
    return predictGroup(clauses, syntax, setting) ?? costless;
  const costs = clauses.map(() => notApplicable);
  const totals: Cost[] = [];
  for (const places of placesByTable(clauses)) {
    const group = places.map((place) => clauses[place] as Clause);
    const prediction = predictGroup(group, syntax, setting);
    if (!prediction) continue;
    totals.push(prediction);
    for (const [i, place] of places.entries()) costs[place] = prediction.clauses[i] ?? notApplicable;
  }
  return { ...weakest(totals), clauses: costs };
}

function predictGroup(clauses: readonly Clause[], { type, requested }: Syntax, setting: Setting) {
  const target = clauses[0]?.target;
  return target && predictTable({ setting, target, clauses, type, requested });
}

/** Where the clauses about each table stand. */
function placesByTable(clauses: readonly Clause[]): Iterable<number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { table }] of clauses.entries()) {
    const known = places.get(table);
    if (known) known.push(place);
    else places.set(table, [place]);
  }
  return places.values();
}

function describeClause(
  clause: Clause,
  cost: Cost,
  clauses: readonly Clause[],
  { catalog, session, scope }: Setting,
): Change {
  const key = clause.target && keyOf(clause.target, scope);
  const isHidden = key !== undefined && session.temporary.has(key);
  const table = key === undefined ? undefined : catalog.tables.get(key);
  const facts = { table, clauses, strict: session.strict };
  return {
    clause:
      clause.kind === "drop-constraint" ? constraintDropped(clause, isHidden ? undefined : table) : clause,
    created: key !== undefined && !isHidden && holdsNewRows(clause, scope, catalog),
    isPart: false,
    temporary: isHidden || isTemporary(clause),
    cost,
    dataLoss: isHidden ? "none" : dataLoss(clause.kind, clause, facts),
  };
}

function holdsNewRows(clause: Clause, scope: NameScope, { created }: Catalog): boolean {
  return tablesOfRows(clause).every((name) => created.has(keyOf(name, scope)));
}

/** What stands in a new table weighs with it, since it is new. */
function addParts(changes: Change[], engine: Engine | undefined) {
  for (const { clause: whole, created, temporary } of [...changes]) {
    const isNew = created || whole.kind === "create-table";
    for (const clause of partsIn(whole, engine))
      changes.push({
        clause,
        created: isNew,
        isPart: true,
        temporary,
        cost: notApplicable,
        dataLoss: "none",
      });
  }
}

type Modify = ClauseOf<"modify-column">;

/** CHANGE that renames is two facts, unless it does nothing else. */
function split({ to, ...clause }: Modify, change: Change): Change[] {
  if (to === undefined) return [change];
  const rename: Clause = { ...clause, kind: "rename-column", to, definition: undefined };
  return [{ ...change, clause: rename, dataLoss: "none" }, change];
}

/** What MODIFY and CHANGE really do, where the column is known. */
function refine(
  clause: Modify,
  change: Change,
  clauses: readonly Clause[],
  { catalog, scope, engine }: Setting,
): Change[] {
  const table = change.temporary ? undefined : catalog.tables.get(keyOf(clause.target, scope));
  const known = table && modification(clause, { table, clauses, engine });
  if (!known) return split(clause, change);
  const keeps =
    known.type === "same" &&
    known.nullability === "same" &&
    known.generation !== "changed" &&
    !known.autoIncrement &&
    !known.srid &&
    !known.adds.key &&
    !known.adds.check &&
    !known.adds.references;
  if (!keeps) return split(clause, change);
  if (known.renames)
    return [{ ...change, clause: { ...clause, kind: "rename-column", to: clause.definition.name } }];
  return [known.moves ? { ...change, clause: { ...clause, kind: "reorder-column" } } : change];
}
