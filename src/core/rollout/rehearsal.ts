import { lex } from "../sql/lex/lex.ts";
import type { Token } from "../sql/lex/token.ts";
import { quoteName } from "../sql/write/quote.ts";
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

/** What a copy of the table alone does not have, or what would take the place of the algorithm. */
const beyondTwin = new Set([
  "ALGORITHM",
  "FOREIGN",
  "REFERENCES",
  "PARTITION",
  "RENAME",
  "IMPORT",
  "DISCARD",
]);

/** undefined = there is nothing to assert, or an empty copy of the table would not tell. */
export function rehearsalOf({ text, mode, type, predicted, facts }: PlannedStatement): Rehearsal | undefined {
  if (type !== "ALTER_TABLE" || (predicted !== "INSTANT" && predicted !== "INPLACE")) return undefined;
  const objects = facts.role.kind === "definition" ? facts.role.evidence.objects : [];
  const [table, ...others] = objects;
  if (table?.kind !== "table" || others.length > 0) return undefined;
  const tokens = lex(text, mode);
  if (tokens.some(({ kind, upper, hidden }) => hidden || (kind === "word" && beyondTwin.has(upper))))
    return undefined;
  const named = nameIn(tokens);
  if (!named) return undefined;
  const twin = `${quoteName(table.database)}.${quoteName(twinTable)} ALGORITHM=${predicted},`;
  const sql = text.slice(0, named.start) + twin + text.slice(named.end);
  return { table: { database: table.database, name: table.name }, sql };
}

/** Where `ALTER … TABLE [IF EXISTS] name` has its name. */
function nameIn(tokens: readonly Token[]): { start: number; end: number } | undefined {
  let at = tokens.findIndex(({ kind, upper }) => kind === "word" && upper === "TABLE") + 1;
  if (at === 0) return undefined;
  if (tokens[at]?.upper === "IF" && tokens[at + 1]?.upper === "EXISTS") at += 2;
  const [first, dot, second] = tokens.slice(at, at + 3);
  if (!first) return undefined;
  const last = dot?.kind === "operator" && dot.value === "." ? second : first;
  return last && { start: first.start, end: last.end };
}
