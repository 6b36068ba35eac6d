import { type Catalog, tablesConstrainedBy } from "../../schema/catalog.ts";
import { keyOf, type NameScope, type TableKey } from "../../schema/names.ts";
import type { Session } from "../../schema/session.ts";
import type { Table } from "../../schema/table.ts";
import { type Clause, isTemporary } from "../../sql/clause.ts";
import type { TableName } from "../../sql/definition.ts";
import type { Engine } from "../../sql/engine.ts";
import { foldName } from "../../sql/fold-name.ts";
import { displayName } from "../../sql/grammar/names.ts";
import { brokenShape } from "./broken-shape.ts";
import { clauseFaults } from "./clause-faults.ts";
import { foreignKeyFaults } from "./foreign-key-faults.ts";
import { missingNames } from "./missing-names.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";
import { stillNeeded } from "./still-needed.ts";
import { unknownInExpressions } from "./unknown-in-expressions.ts";
import { usedInExpressions } from "./used-in-expressions.ts";

export interface RefusalFacts {
  /** The tables that it is about as it finds them; and the schema as it would leave it. */
  before: ReadonlyMap<TableKey, Table>;
  after: Catalog;
  session: Session;
  engine: Engine | undefined;
}

/**
 * Why the server is bound to refuse a statement that it can read. Only what the replayed history proves is said: a table
 * that is not known may be anything. MariaDB has rules of its own, so nothing is said of it.
 */
export function findRefusals(now: readonly Clause[], facts: RefusalFacts): ServerRefusal[] {
  if (facts.engine?.flavour !== "mysql") return [];
  const shared = now[0]?.target;
  // Nearly every statement is about one table, which its clauses share.
  if (now.every(({ target }) => target === shared)) return refusalsOf(now, now, facts);
  return byTable(now, facts.session.scope).flatMap((own) => refusalsOf(own, now, facts));
}

/** The clauses that change what lasts, and do it now. To be asked before the session goes on. */
export function lastingClauses(clauses: readonly Clause[], session: Session): readonly Clause[] {
  const { temporary } = session;
  const isHidden = ({ target }: Clause) =>
    target !== undefined && temporary.has(keyOf(target, session.scope));
  if (temporary.size === 0 && clauses.every(runsForGood)) return clauses;
  return clauses.filter((clause) => runsForGood(clause) && !isHidden(clause));
}

function runsForGood(clause: Clause): boolean {
  return !clause.deferred && !isTemporary(clause);
}

function byTable(clauses: readonly Clause[], scope: NameScope): (readonly Clause[])[] {
  const groups = new Map<TableKey, Clause[]>();
  for (const clause of clauses) {
    if (clause.target === undefined) continue;
    const key = keyOf(clause.target, scope);
    const group = groups.get(key) ?? [];
    group.push(clause);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function refusalsOf(own: readonly Clause[], all: readonly Clause[], facts: RefusalFacts): ServerRefusal[] {
  const scene = sceneOf(own, facts);
  if (!scene) return [];
  const taken = takenTables(scene, all, facts);
  // What is taken already stays as it is, so there is nothing to say of what would become of it.
  if (taken.length > 0 || isAlreadyThere(scene)) return taken;
  const found = missingNames(scene);
  for (const rule of isConstrained(scene) ? rules : rulesWithoutConstraints) {
    const more = rule(scene);
    if (more.length > 0) found.push(...more);
  }
  return found;
}

function sceneOf(clauses: readonly Clause[], facts: RefusalFacts): Scene | undefined {
  const { before, after, session, engine } = facts;
  const target = clauses[0]?.target;
  if (!target || !engine) return undefined;
  const key = keyOf(target, session.scope);
  if (session.temporary.has(key)) return undefined;
  return {
    before: before.get(key),
    after: after.tables.get(key),
    name: displayName(target),
    clauses,
    catalog: after,
    session,
    engine,
  };
}

const rules = [brokenShape, clauseFaults, foreignKeyFaults, takenConstraints, stillNeeded, expressionFaults];
const rulesWithoutConstraints = [brokenShape, clauseFaults, stillNeeded, expressionFaults];

/** An expression that keeps a column is not told of again for what it would name then. */
function expressionFaults(scene: Scene): ServerRefusal[] {
  const used = usedInExpressions(scene);
  return used.length > 0 ? used : unknownInExpressions(scene);
}

function isConstrained({ after }: Scene): boolean {
  return after !== undefined && (after.foreignKeys.length > 0 || after.checks.length > 0);
}

/** CREATE TABLE IF NOT EXISTS of one that exists does nothing. */
function isAlreadyThere({ before, clauses }: Scene): boolean {
  return (
    before !== undefined &&
    clauses.every((clause) => clause.kind === "create-table" && clause.condition === "if-not-exists")
  );
}

function takenTables(scene: Scene, all: readonly Clause[], facts: RefusalFacts): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  for (const clause of scene.clauses) {
    const isTaken =
      clause.kind === "create-table"
        ? scene.before !== undefined && clause.condition === undefined
        : clause.kind === "rename-table" && isKept(clause.other, all, facts);
    const name = clause.kind === "rename-table" ? clause.to : scene.name;
    if (isTaken) found.push({ error: 1050, why: `There is a table ${name} already.` });
  }
  return found;
}

/** RENAME TABLE may move the other one away first. */
function isKept(name: TableName, all: readonly Clause[], { before, session }: RefusalFacts): boolean {
  const key = keyOf(name, session.scope);
  const isIt = (one: TableName | undefined) => one && keyOf(one, session.scope) === key;
  return before.has(key) && !all.some(({ kind, target }) => kind === "rename-table" && isIt(target));
}

/**
 * Names of foreign keys and checks count for the whole database (manual 15.1.20.5, 15.1.20.6). Those that the server
 * gives carry the table's own name.
 */
function takenConstraints({ before, after, catalog, name }: Scene): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  if (!after) return found;
  for (const { list, error, what } of constraintKinds) {
    const known = new Set(before?.[list].map((one) => one.name));
    const added = after[list].map((one) => one.name).filter((one) => !known.has(one));
    const first = new Set<string>();
    const isRepeated = (one: string) => first.size === first.add(one).size;
    const taken = added.find((one) => isRepeated(one) || isTaken(one, list, after, catalog));
    if (taken === undefined) continue;
    found.push({ error, why: `The name of the ${what} ${taken} of ${name} is taken.` });
  }
  return found;
}

const constraintKinds = [
  { list: "foreignKeys", error: 1826, what: "foreign key" },
  { list: "checks", error: 3822, what: "CHECK" },
] as const;

function isTaken(name: string, list: "foreignKeys" | "checks", own: Table, catalog: Catalog): boolean {
  if (/_(ibfk|chk)_\d+$/.test(name)) return false;
  for (const table of tablesConstrainedBy(catalog, foldName(name), list, own)) {
    if (table.name.database === own.name.database) return true;
  }
  return false;
}
