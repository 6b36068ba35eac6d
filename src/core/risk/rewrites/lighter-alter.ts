import type { Change, DescribedStatement } from "../../change/change.ts";
import type { Passage } from "../../sql/tree/passages.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { type Alteration, onlyClause, type Part, putTogether, takeApart } from "./alteration.ts";
import { edited, ownTree } from "./cut.ts";

/** The same change at less cost: in several statements, without a rebuild that is not needed, or at another place. */
export function lighterAlter({ statement }: RewriteContext): Rewrite[] {
  const alteration = takeApart(statement);
  if (alteration === undefined || alteration.parts.length === 0) return [];
  return [
    ...withoutRebuild(alteration),
    ...instantApart(alteration, statement),
    ...eachApart(alteration),
    ...withoutPlace(alteration),
  ];
}

/** FORCE and ENGINE=InnoDB beside other clauses: the table is InnoDB's already, or the catalogs will differ. */
function withoutRebuild({ head, parts }: Alteration): Rewrite[] {
  const needed = parts.filter(
    (part) => !onlyClause(part, "rebuild-table") && !onlyClause(part, "change-engine"),
  );
  const isWhole = needed.length === parts.length || needed.every(({ clauses }) => clauses.length === 0);
  return isWhole ? [] : [{ now: [alter(head, needed)] }];
}

/** What is INSTANT by itself in one statement, all else in another. */
function instantApart(alteration: Alteration, { changes }: DescribedStatement): Rewrite[] {
  const { head, parts } = alteration;
  if (parts.some(isRequest)) return [];
  const costs = costOfParts(parts, changes);
  const atOnce = parts.filter((part) => costs.get(part)?.every(isInstant));
  const others = parts.filter((part) => !atOnce.includes(part));
  if (atOnce.length === 0 || others.length === 0) return [];
  return [
    { now: [alter(head, atOnce), alter(head, others)] },
    { now: [alter(head, others), alter(head, atOnce)] },
  ];
}

function eachApart({ head, parts }: Alteration): Rewrite[] {
  const few = parts.length > 1 && parts.length <= 5 && !parts.some(isRequest);
  return few ? [{ now: parts.map((part) => alter(head, [part])) }] : [];
}

const isRequest = ({ clauses }: Part) => clauses.length === 0;
const isInstant = ({ cost }: Change) => cost.algorithm === "INSTANT";

/** The statement's changes stand in the order of its clauses; a CHANGE that renames and redefines is two of them. */
function costOfParts(parts: readonly Part[], changes: readonly Change[]): Map<Part, Change[]> {
  const left = [...changes];
  return new Map(
    parts.map((part) => {
      const own = part.clauses.flatMap((clause) => {
        const [first, second] = left.map((change) => change.clause);
        const isRenamed = clause.kind === "modify-column" && first?.kind === "rename-column";
        const isTwo = isRenamed && second?.kind === "modify-column" && second.column === clause.column;
        return left.splice(0, isTwo ? 2 : 1);
      });
      return [part, own];
    }),
  );
}

/** Without FIRST or AFTER, where the place is what makes the server write the table anew. */
function withoutPlace({ head, parts }: Alteration): Rewrite[] {
  const written = parts.map(unplaced);
  if (written.every((text, i) => text === parts[i]?.text)) return [];
  const note = "The columns stand last, or where they were, instead of where the statement puts them.";
  return [{ now: [putTogether(head, written)], differs: true, note }];
}

function unplaced({ text, start, columns: [column, ...others] }: Part): string {
  return column?.position && others.length === 0 ? text.slice(0, column.end - start) : text;
}

function alter(head: string, parts: readonly Part[]): string {
  return putTogether(
    head,
    parts.map(({ text }) => text),
  );
}

/** Without ALGORITHM=COPY and LOCK=SHARED or EXCLUSIVE: the server then takes the least that will do. */
export function withoutRequest(context: RewriteContext): Rewrite[] {
  const alteration = takeApart(context.statement);
  if (alteration === undefined) return withoutOptions(context.statement);
  const { head, parts } = alteration;
  const kept = parts.filter((part) => !part.passages.some(isSlow));
  if (kept.length === parts.length || kept.every(isRequest)) return [];
  return [{ now: [alter(head, kept)] }];
}

function isSlow({ part, value }: Passage): boolean {
  return part === "algorithm"
    ? value === "COPY"
    : part === "lock" && (value === "SHARED" || value === "EXCLUSIVE");
}

/** CREATE INDEX and DROP INDEX have them at the end, without commas. */
function withoutOptions(statement: DescribedStatement): Rewrite[] {
  const { type, text } = statement;
  const tree = type === "CREATE_INDEX" || type === "DROP_INDEX" ? ownTree(statement) : undefined;
  const slow = tree?.passages.filter(isSlow) ?? [];
  if (!tree || slow.length === 0) return [];
  const edits = slow.map(({ start, end }) => ({
    start: text.slice(0, start).trimEnd().length,
    end,
    text: "",
  }));
  return [{ now: [edited(statement, tree, edits)] }];
}
