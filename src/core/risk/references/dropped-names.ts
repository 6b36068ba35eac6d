import type { Change } from "../../change/change.ts";
import type { ClauseKind } from "../../sql/clause.ts";
import { clauseKinds } from "../../sql/clause-facts.ts";
import { foldName } from "../../sql/fold-name.ts";

/** What a change takes from code that names it: bare names, since code seldom names the database. */
export interface DroppedName {
  /** Or the view, or the routine. */
  table: string;
  column: string | undefined;
}

/** What the change drops, renames, redefines or narrows. What the same pull request creates is in nobody's code yet. */
export function droppedName(change: Change): DroppedName | undefined {
  if (change.created || change.temporary) return undefined;
  return takenBy(change.clause.kind, change);
}

function takenBy<K extends ClauseKind>(kind: K, change: Change<K>): DroppedName | undefined {
  return taken[kind](change);
}

/** Each once, and no more than are looked for: who drops more than that has other worries. */
export function droppedNames(changes: readonly Change[]): DroppedName[] {
  const names = changes.flatMap((change) => droppedName(change) ?? []);
  return [...new Map(names.map((name) => [nameKey(name), name])).values()].slice(0, most);
}

const most = 50;

export function nameKey({ table, column }: DroppedName): string {
  return JSON.stringify([table, column]);
}

const nothing = () => undefined;

/** What each kind of change takes from code. */
const taken: { readonly [K in ClauseKind]: (change: Change<K>) => DroppedName | undefined } = {
  "create-table": nothing,
  "drop-table": wholeTable,
  "rename-table": wholeTable,
  "truncate-table": nothing,
  "add-column": nothing,
  "drop-column": column,
  "modify-column": narrowedColumn,
  "rename-column": column,
  "change-default": nothing,
  "reorder-column": nothing,
  "column-visibility": nothing,
  "add-index": nothing,
  "drop-index": nothing,
  "rename-index": nothing,
  "index-visibility": nothing,
  "add-primary-key": nothing,
  "drop-primary-key": nothing,
  "add-foreign-key": nothing,
  "drop-foreign-key": nothing,
  "add-check": nothing,
  "drop-check": nothing,
  "alter-check": nothing,
  "drop-constraint": nothing,
  "change-charset": nothing,
  "convert-charset": nothing,
  "change-engine": nothing,
  "table-option": nothing,
  "table-comment": nothing,
  "rebuild-table": nothing,
  "keys-on-off": nothing,
  "order-by": nothing,
  "partition-by": nothing,
  "add-partition": nothing,
  "drop-partition": nothing,
  "truncate-partition": nothing,
  "exchange-partition": nothing,
  "reorganize-partition": nothing,
  "maintain-partition": nothing,
  "remove-partitioning": nothing,
  tablespace: nothing,
  "create-database": nothing,
  "alter-database": nothing,
  "drop-database": nothing,
  "create-view": replacedView,
  "alter-view": wholeTable,
  "drop-view": wholeTable,
  "create-routine": nothing,
  "alter-routine": nothing,
  "drop-routine": routine,
  "create-trigger": nothing,
  "drop-trigger": nothing,
  "create-event": nothing,
  "alter-event": nothing,
  "drop-event": nothing,
  "create-other": nothing,
  "alter-other": nothing,
  "drop-other": nothing,
  insert: nothing,
  replace: nothing,
  update: nothing,
  delete: nothing,
  select: nothing,
  "load-data": nothing,
  call: nothing,
  account: nothing,
  privilege: nothing,
  "set-session": nothing,
  "set-global": nothing,
  "lock-tables": nothing,
  transaction: nothing,
  maintenance: nothing,
  server: nothing,
  replication: nothing,
  prepared: nothing,
  unreadable: nothing,
};

/** Those that may take something. */
export const takingKinds: readonly ClauseKind[] = clauseKinds.filter((kind) => taken[kind] !== nothing);

function wholeTable({
  clause: { target },
}: Change<"drop-table" | "rename-table" | "create-view" | "alter-view" | "drop-view">): DroppedName {
  return { table: target.table, column: undefined };
}

function replacedView(change: Change<"create-view">): DroppedName | undefined {
  return change.clause.condition === "or-replace" ? wholeTable(change) : undefined;
}

/** `shop.tidy` -> `tidy`. */
function routine({ clause: { object } }: Change<"drop-routine">): DroppedName {
  return { table: object.slice(object.lastIndexOf(".") + 1), column: undefined };
}

function column({ clause }: Change<"drop-column" | "rename-column" | "modify-column">): DroppedName {
  return { table: clause.target.table, column: clause.column };
}

/** It loses values, or by CHANGE its name. */
function narrowedColumn(change: Change<"modify-column">): DroppedName | undefined {
  const { column: old, to } = change.clause;
  const renames = to !== undefined && foldName(to) !== foldName(old);
  return change.dataLoss !== "none" || renames ? column(change) : undefined;
}
