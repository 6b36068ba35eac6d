import type { ClauseKind } from "../sql/clause.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import type { TableAlteration } from "../sql/tree/passages.ts";
import { quoteName } from "../sql/write/quote.ts";
import { executableComment } from "./facts/expressions-in.ts";
import type { ObjectName } from "./object-name.ts";
import type { PlannedStatement } from "./rollout.ts";

/** Beside the ledger, so that no schema that is compared has it, and no statement of a file may name it. */
export const twinTable = "tollgate_ledger_twin";

/** An ALTER as it is tried on an empty copy of its table: the server says whether it can do it that way. */
export interface Rehearsal {
  table: ObjectName;
  /** In `table`'s database, on `twinTable`. */
  sql: string;
}

/** What an empty copy of the table does as the table would: it has its columns and indexes, and nothing else of it. */
const onTwin: ReadonlySet<ClauseKind> = new Set<ClauseKind>([
  ...(["add-column", "drop-column", "modify-column", "rename-column", "change-default"] as const),
  ...(["reorder-column", "column-visibility", "add-index", "drop-index", "rename-index"] as const),
  ...(["index-visibility", "add-primary-key", "drop-primary-key", "add-check", "drop-check"] as const),
  ...(["alter-check", "change-charset", "convert-charset", "change-engine", "table-option"] as const),
  ...(["table-comment", "rebuild-table"] as const),
]);

/** undefined = there is nothing to assert, or an empty copy of the table would not tell. */
export function rehearsalOf(statement: PlannedStatement): Rehearsal | undefined {
  const { text, type, predicted, facts } = statement;
  if (type !== "ALTER_TABLE" || (predicted !== "INSTANT" && predicted !== "INPLACE")) return undefined;
  const objects = facts.role.kind === "definition" ? facts.role.evidence.objects : [];
  const [table, ...others] = objects;
  if (table?.kind !== "table" || others.length > 0 || executableComment.test(text)) return undefined;
  const [tree, unsure] = treesOf(statement);
  const [alteration, ...more] = tree?.alterations ?? [];
  if (!alteration || unsure || more.length > 0 || !isOnTwin(alteration)) return undefined;
  const twin = `${quoteName(table.database)}.${quoteName(twinTable)} ALGORITHM=${predicted},`;
  const sql = text.slice(0, alteration.table.start) + twin + text.slice(alteration.table.end);
  return { table: { database: table.database, name: table.name }, sql };
}

/** An ALGORITHM of its own is asserted by the server itself. */
function isOnTwin({ plain, partitions, parts }: TableAlteration): boolean {
  const asksItself = parts.some(({ passages }) => passages.some(({ part }) => part === "algorithm"));
  const kinds = parts.flatMap(({ clauses }) => clauses.map(({ kind }) => kind));
  return plain && !partitions && !asksItself && kinds.every((kind) => onTwin.has(kind));
}
