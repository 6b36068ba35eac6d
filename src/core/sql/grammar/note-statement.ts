import type { Clause, OnNoTable, OnTable, StatedKind } from "../clause.ts";
import { type Cursor, fail } from "./cursor.ts";
import { displayName } from "./names.ts";

interface Extent {
  /** Where the statement's own tables begin. */
  from: number;
  /** It works on TEMPORARY objects only. */
  temporary: boolean;
}

/** Notes what a whole statement states: once for each table that it changes, or once. */
export function noteStated(c: Cursor, kind: StatedKind, extent: Extent) {
  c.clauses.push(...statedBy(c, kind, extent));
}

function statedBy(c: Cursor, kind: StatedKind, { from, temporary }: Extent): readonly Clause[] {
  const { within, condition, object } = c;
  const tables = () => changedTables(c, from);
  switch (kind) {
    case "drop-table":
      return tables().map(({ table, target }) => ({ kind, table, target, within, condition, temporary }));
    case "create-view":
    case "alter-view":
    case "drop-view":
      return tables().map(({ table, target }) => ({
        kind,
        table,
        target,
        within,
        condition,
        definer: object,
      }));
    case "maintenance":
      return orNone(tables()).map(({ table, target }) => ({ kind, table, target, within }));
    case "create-other":
    case "alter-other":
    case "drop-other":
    case "server":
      return orNone(tables()).map(({ table, target }) => ({
        kind,
        table,
        target,
        within,
        condition,
        object,
      }));
    default:
      return [statedOnce(c, kind)];
  }
}

type Once = Exclude<
  StatedKind,
  | "drop-table"
  | "create-view"
  | "alter-view"
  | "drop-view"
  | "maintenance"
  | "create-other"
  | "alter-other"
  | "drop-other"
  | "server"
>;

function statedOnce(c: Cursor, kind: Once): Clause {
  const { within, condition, object, options } = c;
  const [table, target] = ["", undefined] as const;
  switch (kind) {
    case "select":
      return { kind, table, target, within, intoFile: c.intoFile };
    case "transaction":
    case "load-data":
    case "lock-tables":
      return { kind, table, target, within };
    case "create-database":
    case "drop-database":
      return { kind, table, target, within, condition, object: object ?? fail(c), options };
    case "alter-database":
      return { kind, table, target, within, condition, object, options };
    case "alter-routine":
    case "drop-routine":
    case "drop-trigger":
    case "drop-event":
      return { kind, table, target, within, condition, object: object ?? fail(c) };
    case "call":
      return { kind, table, target, within, object: object ?? fail(c) };
    case "account":
      return { kind, table, target, within, condition, object };
    case "privilege":
    case "replication":
    case "prepared":
      return { kind, table, target, within, object };
    case "tablespace":
      return { kind, table, target, within, object, changes: "tablespace" };
  }
}

const noTable: OnNoTable = { table: "", target: undefined };
const none: readonly OnNoTable[] = [noTable];

function changedTables({ tables }: Cursor, from: number): readonly OnTable[] {
  return tables.slice(from).flatMap(({ database, table, use }) => {
    const target = { database, table };
    return use === "read" ? [] : [{ table: displayName(target), target }];
  });
}

function orNone(tables: readonly OnTable[]): readonly (OnTable | OnNoTable)[] {
  return tables.length > 0 ? tables : none;
}
