import type { ColumnDefinition } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import type { Column } from "./table.ts";

type Position = ColumnDefinition["position"];

/** Columns in their order, while one statement of perhaps thousands of clauses changes them. */
export interface ColumnList {
  /** By its folded name. */
  has(name: string): boolean;
  /** AFTER a column that is not there is at the end. */
  add(column: Column, position: Position): void;
  replace(column: Column, next: Column): void;
  move(column: Column, position: Position): void;
  drop(column: Column): void;
  list(): readonly Column[];
}

export function listColumns(found: readonly Column[]): ColumnList {
  let own: Column[] | undefined;
  let named: Map<string, Column[]> | undefined;
  const mine = () => {
    own ??= [...found];
    return own;
  };
  const names = () => {
    named ??= byName(own ?? found);
    return named;
  };
  const remove = (column: Column) => {
    const at = mine().indexOf(column);
    if (at >= 0) mine().splice(at, 1);
    unname(names(), column);
  };
  const add = (column: Column, position: Position) => {
    const columns = mine();
    const previous = typeof position === "object" ? names().get(foldName(position.after))?.[0] : undefined;
    if (position === "first") columns.unshift(column);
    else if (previous) columns.splice(columns.indexOf(previous) + 1, 0, column);
    else columns.push(column);
    if (named) name(named, column);
  };
  return {
    has: (wanted) => names().has(wanted),
    add,
    replace: (column, next) => {
      const at = mine().indexOf(column);
      if (at < 0) return;
      mine()[at] = next;
      if (named) {
        unname(named, column);
        name(named, next);
      }
    },
    move: (column, position) => {
      remove(column);
      add(column, position);
    },
    drop: remove,
    list: () => own ?? found,
  };
}

function byName(columns: readonly Column[]): Map<string, Column[]> {
  const named = new Map<string, Column[]>();
  for (const column of columns) name(named, column);
  return named;
}

/** Two of one name are what the server refuses, and yet to be told of. */
function name(named: Map<string, Column[]>, column: Column) {
  const key = foldName(column.name);
  const alike = named.get(key);
  if (alike) alike.push(column);
  else named.set(key, [column]);
}

function unname(named: Map<string, Column[]>, column: Column) {
  const key = foldName(column.name);
  const left = named.get(key)?.filter((one) => one !== column) ?? [];
  if (left.length > 0) named.set(key, left);
  else named.delete(key);
}
