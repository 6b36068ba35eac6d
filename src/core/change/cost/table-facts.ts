import { referrersOf } from "../../schema/catalog.ts";
import { type Index, indexesOfKind, indexesOn, pointsAt, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import { indexDefinitionOf } from "../../sql/clause-parts.ts";
import { countOfKind } from "../../sql/clauses-of-kind.ts";
import { foldName } from "../../sql/fold-name.ts";
import { onceFor } from "../../sql/once-for.ts";
import { copy, type Effect, rebuildShared, type Situation, together } from "./effect.ts";
import { since } from "./versions.ts";

export function hasFulltext(table: Table): boolean {
  return indexesOfKind(table, "fulltext").length > 0;
}

/** FTS_DOC_ID, the hidden column that a FULLTEXT index needs. */
export function hasDocId(table: Table): boolean {
  return table.keepsDocId || hasFulltext(table);
}

/** Is an index of that kind there before the statement and after it? */
function keeps(wanted: Index["kind"], situation: Situation): boolean {
  return indexesOfKind(situation.table, wanted).some((index) => lasts(index, situation.clauses));
}

function lasts({ name, parts }: Index, clauses: readonly Clause[]): boolean {
  return (
    !droppedIndexes(clauses).has(foldName(name)) &&
    parts.some(({ column = "" }) => !droppedColumns(clauses).has(foldName(column)))
  );
}

export const droppedIndexes = onceFor(
  (clauses: readonly Clause[]) =>
    new Set(clauses.flatMap((one) => (one.kind === "drop-index" ? [foldName(one.index)] : []))),
);

const droppedColumns = onceFor(
  (clauses: readonly Clause[]) =>
    new Set(clauses.flatMap((one) => (one.kind === "drop-column" ? [foldName(one.column)] : []))),
);

/** A rebuild beside a FULLTEXT index is a copy in MySQL (manual 17.12.1), and beside it or a SPATIAL one keeps writers out. */
export function withinTable(effect: Effect, situation: Situation): Effect {
  if (!effect.inplace?.rebuilds) return effect;
  if (keeps("fulltext", situation))
    return situation.engine.flavour === "mysql"
      ? { ...copy, instant: effect.instant }
      : together(effect, { ...rebuildShared, instant: effect.instant });
  return keeps("spatial", situation)
    ? together(effect, { ...rebuildShared, instant: effect.instant })
    : effect;
}

/** InnoDB is the default engine; a table that states another one is another's (manual 18). */
export function isInnodb(table: Table): boolean {
  const engine = table.options.get("ENGINE");
  return engine === undefined || /^(innodb|)$/i.test(engine);
}

export function isCompressed(table: Table): boolean {
  const format = table.options.get("ROW_FORMAT");
  if (format !== undefined) return /^compressed$/i.test(format);
  return Number(table.options.get("KEY_BLOCK_SIZE") ?? 0) > 0;
}

/** Row versions that INSTANT ADD and DROP COLUMN may make before a rebuild (manual 17.12.1). */
function rowVersionLimit(version: number): number {
  return version >= since.rowVersions ? 255 : 64;
}

/** The manual's 1022 with those that InnoDB adds itself; an INSTANT ADD was refused above this. */
const mostColumns = 1017;

/** May the table take another row version, and so an INSTANT ADD or DROP COLUMN? */
export function mayAddRowVersion({ table, engine, clauses }: Situation): boolean {
  const added = countOfKind(clauses, "add-column");
  if (table.columns.length + table.droppedColumns + added > mostColumns) return false;
  return table.rowVersions < rowVersionLimit(engine.version) && !isCompressed(table) && !hasDocId(table);
}

/** Does a foreign key of any table, this one too, point at the column? */
export function isReferenced({ catalog, table }: Situation, column: string): boolean {
  const wanted = foldName(column);
  for (const [, other] of referrersOf(catalog, table.name.table)) {
    for (const key of other.foreignKeys) {
      const { referencedColumns } = key;
      if (!pointsAt(key, table.name)) continue;
      if (referencedColumns.length === 0 || referencedColumns.some((name) => foldName(name) === wanted))
        return true;
    }
  }
  return false;
}

export function isIndexed(table: Table, column: string): boolean {
  return indexesOn(table, column).length > 0;
}

/** Before the statement, or by it. */
export function becomesIndexed(
  { table, clauses }: { table: Table; clauses: readonly Clause[] },
  column: string,
): boolean {
  return isIndexed(table, column) || newlyIndexed(clauses).has(foldName(column));
}

/** The columns of the indexes that the clauses add, folded. */
const newlyIndexed = onceFor((clauses: readonly Clause[]) => {
  const parts = clauses.flatMap((clause) => indexDefinitionOf(clause)?.parts ?? []);
  return new Set(parts.map(({ column = "" }) => foldName(column)));
});
