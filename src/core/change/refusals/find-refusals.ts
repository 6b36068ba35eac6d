import { type Catalog, tableKey, tablesConstrainedBy } from "../../schema/catalog.ts";
import { inSession, isTemporary, type Session } from "../../schema/session.ts";
import { foldName, type Table } from "../../schema/table.ts";
import type { TableName } from "../../sql/definition.ts";
import type { Clause } from "../../sql/statements/clause.ts";
import { displayName } from "../../sql/statements/names.ts";
import type { Engine } from "../../sql/token.ts";
import { brokenShape } from "./broken-shape.ts";
import { foreignKeyFaults } from "./foreign-key-faults.ts";
import { missingNames } from "./missing-names.ts";
import type { Refusal, Scene } from "./refusal.ts";
import { stillNeeded } from "./still-needed.ts";

export interface RefusalFacts {
  /** The tables that it is about as it finds them, by `tableKey`; and the schema as it would leave it. */
  before: ReadonlyMap<string, Table>;
  after: Catalog;
  session: Session;
  engine: Engine | undefined;
}

/**
 * Why the server is bound to refuse a statement that it can read. Only what the replayed history proves is said: a table
 * that is not known may be anything. MariaDB has rules of its own, so nothing is said of it.
 */
export function findRefusals(clauses: readonly Clause[], facts: RefusalFacts): Refusal[] {
  const { engine, session } = facts;
  if (engine?.flavour !== "mysql") return [];
  const now = clauses.filter(({ deferred, temporary }) => !deferred && !temporary);
  const found: Refusal[] = [];
  for (const own of byTable(now, session)) {
    const target = own[0]?.target;
    if (target === undefined) continue;
    const meant = inSession(target, session);
    if (isTemporary(meant, session)) continue;
    const key = tableKey(meant);
    const scene: Scene = {
      before: facts.before.get(key),
      after: facts.after.tables.get(key),
      name: displayName(target),
      clauses: own,
      catalog: facts.after,
      session,
      engine,
    };
    found.push(...refusalsOf(scene, now, facts));
  }
  return found;
}

/** Nearly every statement is about one table, which its clauses share. */
function byTable(clauses: readonly Clause[], session: Session): (readonly Clause[])[] {
  const shared = clauses[0]?.target;
  if (clauses.every(({ target }) => target === shared)) return [clauses];
  const groups = new Map<string, Clause[]>();
  for (const clause of clauses) {
    if (clause.target === undefined) continue;
    const key = tableKey(inSession(clause.target, session));
    const group = groups.get(key) ?? [];
    group.push(clause);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function refusalsOf(scene: Scene, all: readonly Clause[], facts: RefusalFacts): Refusal[] {
  const taken = takenTables(scene, all, facts);
  // What is taken already stays as it is, so there is nothing to say of what would become of it.
  if (taken.length > 0 || isAlreadyThere(scene)) return taken;
  const found = missingNames(scene);
  for (const rule of rules) {
    const more = rule(scene);
    if (more.length > 0) found.push(...more);
  }
  return found;
}

const rules = [brokenShape, foreignKeyFaults, takenConstraints, stillNeeded];

/** CREATE TABLE IF NOT EXISTS of one that exists does nothing. */
function isAlreadyThere({ before, clauses }: Scene): boolean {
  return (
    before !== undefined &&
    clauses.every(({ kind, condition }) => kind === "create-table" && condition === "if-not-exists")
  );
}

function takenTables(scene: Scene, all: readonly Clause[], facts: RefusalFacts): Refusal[] {
  const found: Refusal[] = [];
  for (const clause of scene.clauses) {
    const taken = takenTable(clause, scene, all, facts);
    if (taken) found.push(taken);
  }
  return found;
}

function takenTable(
  { kind, condition, toTable }: Clause,
  { before, name }: Scene,
  all: readonly Clause[],
  facts: RefusalFacts,
): Refusal | undefined {
  if (kind === "create-table" && before && condition === undefined)
    return { error: 1050, why: `There is a table ${name} already.` };
  if (kind !== "rename-table" || !toTable) return undefined;
  const keyOf = (one: TableName) => tableKey(inSession(one, facts.session));
  // RENAME TABLE may move the other one away first.
  const isMoved = all.some(
    (one) => one.kind === "rename-table" && one.target && keyOf(one.target) === keyOf(toTable),
  );
  return isMoved || !facts.before.has(keyOf(toTable))
    ? undefined
    : { error: 1050, why: `There is a table ${displayName(toTable)} already.` };
}

/**
 * Names of foreign keys and checks count for the whole database (manual 15.1.20.5, 15.1.20.6). Those that the server
 * gives carry the table's own name.
 */
function takenConstraints({ before, after, catalog, name }: Scene): Refusal[] {
  const found: Refusal[] = [];
  if (!after || (after.foreignKeys.length === 0 && after.checks.length === 0)) return found;
  for (const { list, error, what } of constraintKinds) {
    const known = new Set(before?.[list].map((one) => one.name));
    const added = after[list].map((one) => one.name).filter((one) => !known.has(one));
    const taken = added.find((one, i) => added.indexOf(one) !== i || isTaken(one, list, after, catalog));
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
  for (const table of tablesConstrainedBy(catalog, foldName(name), list)) {
    if (table !== own && table.name.database === own.name.database) return true;
  }
  return false;
}
