import type { Change, ChangeKind } from "../../change/change.ts";
import { foldName } from "../../schema/table.ts";

/** What a change takes from code that names it: bare names, since code seldom names the database. */
export interface DroppedName {
  /** Or the view, or the routine. */
  table: string;
  column: string | undefined;
}

/** What the change drops, renames, redefines or narrows. What the same pull request creates is in nobody's code yet. */
export function droppedName(change: Change): DroppedName | undefined {
  const { kind, target, object, column, created, temporary } = change;
  if (created || temporary) return undefined;
  const table = target?.table ?? (object && bareName(object));
  if (table === undefined) return undefined;
  if (wholes.has(kind) || isRedefinedView(change)) return { table, column: undefined };
  return column !== undefined && takesColumn(change) ? { table, column } : undefined;
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

/** The kinds of change that may take something away. */
export const takingKinds: readonly ChangeKind[] = [
  "drop-table",
  "rename-table",
  "drop-view",
  "alter-view",
  "create-view",
  "drop-routine",
  "drop-column",
  "rename-column",
  "modify-column",
];

const wholes: ReadonlySet<string> = new Set(["drop-table", "rename-table", "drop-view", "drop-routine"]);

function isRedefinedView({ kind, condition }: Change): boolean {
  return kind === "alter-view" || (kind === "create-view" && condition === "or-replace");
}

function takesColumn({ kind, column = "", to, dataLoss }: Change): boolean {
  if (kind === "drop-column" || kind === "rename-column") return true;
  if (kind !== "modify-column") return false;
  return dataLoss !== "none" || (to !== undefined && foldName(to) !== foldName(column));
}

/** `shop.tidy` -> `tidy`. */
function bareName(object: string): string {
  return object.slice(object.lastIndexOf(".") + 1);
}
