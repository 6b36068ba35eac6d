import { writtenColumn } from "../../schema/apply-alter-table.ts";
import { type Column, findColumn, indexesOn, type Table } from "../../schema/table.ts";
import type { Clause, ClauseOf } from "../../sql/clause.ts";
import { countOfKind } from "../../sql/clauses-of-kind.ts";
import type { Engine } from "../../sql/engine.ts";
import { foldName } from "../../sql/fold-name.ts";
import { isSameComputation } from "../same-computation.ts";
import { becomesIndexed } from "./table-facts.ts";
import { type TypeChange, typeChange } from "./type-change.ts";

/** What MODIFY or CHANGE really changes, compared with the column as it is. */
export interface Modification {
  before: Column;
  after: Column;
  type: TypeChange;
  renames: boolean;
  moves: boolean;
  nullability: "same" | "to-null" | "to-not-null";
  generation: "none" | "same" | "changed";
  autoIncrement: boolean;
  srid: boolean;
  indexed: boolean;
  /** The clause adds keys or constraints of its own. */
  adds: { key: boolean; check: boolean; references: boolean };
}

export interface ColumnSurroundings {
  /** Before the statement. */
  table: Table;
  /** All clauses of the statement. */
  clauses: readonly Clause[];
  engine: Engine | undefined;
}

export type Rewritten = ClauseOf<"modify-column" | "reorder-column">;

/** Undefined = the column is not known. */
export function modification(
  { column, definition }: Rewritten,
  { table, clauses, engine }: ColumnSurroundings,
): Modification | undefined {
  const before = findColumn(table, column);
  const built = before && writtenColumn(definition, table, clauses);
  if (!before || !built) return undefined;
  const after = inPrimaryKey(table, before) ? { ...built, nullable: false } : built;
  return {
    before,
    after,
    type: typeChange(before.type, after.type, engine),
    renames: foldName(before.name) !== foldName(after.name),
    moves: definition.position !== undefined && !staysInPlace(table, before, definition.position),
    nullability: before.nullable === after.nullable ? "same" : after.nullable ? "to-null" : "to-not-null",
    generation:
      countOfKind(clauses, "rename-column") > 0 && after.generated ? "changed" : generation(before, after),
    autoIncrement: before.autoIncrement !== after.autoIncrement,
    srid: before.srid !== after.srid,
    indexed: becomesIndexed({ table, clauses }, before.name),
    adds: {
      key: definition.inline.unique || definition.inline.primaryKey,
      check: definition.inline.check?.enforced === true,
      references: definition.inline.references !== undefined,
    },
  };
}

function inPrimaryKey(table: Table, column: Column): boolean {
  return indexesOn(table, column.name).some(({ kind }) => kind === "primary");
}

function staysInPlace(table: Table, column: Column, position: "first" | { after: string }): boolean {
  const at = table.columns.indexOf(column);
  if (position === "first") return at === 0;
  const previous = table.columns[at - 1];
  return previous !== undefined && foldName(previous.name) === foldName(position.after);
}

function generation(before: Column, after: Column): Modification["generation"] {
  if (!before.generated && !after.generated) return "none";
  if (before.generated?.stored !== after.generated?.stored) return "changed";
  return isSameComputation(before, after) ? "same" : "changed";
}
