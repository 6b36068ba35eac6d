import { applyAlterTable } from "../../schema/apply-alter-table.ts";
import { enforcesInlineReferences } from "../../schema/replay.ts";
import {
  findColumn,
  findIndex,
  type Index,
  indexesOfKind,
  indexesOn,
  type Table,
} from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import { foldName } from "../../sql/fold-name.ts";
import { onceFor } from "../../sql/once-for.ts";
import { copy, type Effect, rebuild, type Situation } from "./effect.ts";

/** Without a primary key the first UNIQUE index over NOT NULL columns clusters the table (manual 17.6.2.1). */
export function clusteringIndex(table: Table): Index | undefined {
  return clustering(table).index;
}

const clustering = onceFor((table: Table) => {
  const [primary] = indexesOfKind(table, "primary");
  return { index: primary ?? indexesOfKind(table, "unique").find((index) => mayCluster(table, index)) };
});

export function mayCluster(table: Table, { kind, parts }: Pick<Index, "kind" | "parts">): boolean {
  if (kind !== "unique") return false;
  return parts.every(({ column, length }) => {
    if (column === undefined || length !== undefined) return false;
    const found = findColumn(table, column);
    return found !== undefined && !found.nullable && found.generated?.stored !== false;
  });
}

/**
 * What it costs that another index clusters the table after the statement; undefined = none does. MySQL does it in place
 * only for an index that the same statement adds (error 1846, "Dropping a primary key …"), MariaDB for any.
 */
export function clusteringEffect(situation: Situation): Effect | undefined {
  const { table, clauses, engine } = situation;
  if (!clauses.some((clause) => mayDecide(clause, table))) return undefined;
  const before = clusteringIndex(table);
  const lasting = clauses
    .filter(({ kind }) => kind !== "rename-index" && kind !== "rename-column")
    .map(unrenamed);
  const after = clusteringIndex(applyAlterTable(table, lasting, enforcesInlineReferences(engine)));
  if (!after) return before ? copy : undefined;
  if (!before) return rebuild;
  if (foldName(after.name) === foldName(before.name)) return isSame(before, after) ? undefined : rebuild;
  return engine.flavour === "mariadb" || isAdded(after, situation) ? rebuild : copy;
}

/** A new name changes nothing in the index. */
function unrenamed(clause: Clause): Clause {
  if (clause.kind !== "modify-column") return clause;
  return { ...clause, definition: { ...clause.definition, name: clause.column } };
}

function isSame(a: Index, b: Index): boolean {
  const columns = ({ parts }: Index) => parts.map(({ column = "" }) => foldName(column)).join("\0");
  return columns(a) === columns(b);
}

function isAdded({ name, kind }: Index, { table, clauses }: Situation): boolean {
  const drops = (clause: Clause) => clause.kind === "drop-index" && foldName(clause.index) === foldName(name);
  return kind === "primary" || !findIndex(table, name) || clauses.some(drops);
}

/** Clauses that may change which index clusters the table. */
function mayDecide(clause: Clause, table: Table): boolean {
  switch (clause.kind) {
    case "add-primary-key":
    case "drop-primary-key":
    case "drop-constraint":
      return true;
    case "drop-index":
      return isKey(findIndex(table, clause.index));
    case "add-index":
      return isKey(clause.indexDefinition);
    case "add-column":
      return clause.definition.inline.unique || clause.definition.inline.primaryKey;
    case "drop-column":
      return indexesOn(table, clause.column).some(isKey);
    case "modify-column":
      return indexesOn(table, clause.column).some(isKey) || clause.definition.inline.primaryKey;
    default:
      return false;
  }
}

function isKey(index: Pick<Index, "kind"> | undefined): boolean {
  return index?.kind === "primary" || index?.kind === "unique";
}
