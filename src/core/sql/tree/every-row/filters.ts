import { queryReads, reads } from "../columns-read.ts";
import type { Expression } from "../expression.ts";
import { alwaysHasOneRow } from "../one-row.ts";
import type { JoinedTable, TableExpression } from "../query.ts";
import type { Resolution } from "../resolve/resolve.ts";
import { columnOfSource, type TableSource } from "../resolve/scope.ts";

/** What decides whether a row of one source takes part in a join. */
export interface Filters {
  /** Conditions that have to hold, for the row and for one row of each other source. */
  readonly conditions: Expression[];
  /** Joins by columns of the same name that tie the source to others. */
  readonly ties: Tie[];
  /** The sources whose rows hang on the row: joined to it by an outer join's condition, or computed for it. */
  readonly dependent: Set<TableSource>;
  /** The sources whose rows may be missing: an outer join that has none puts NULL in their place. */
  readonly optional: Set<TableSource>;
  /** Those among them whose rows are always missing. */
  readonly absent: Set<TableSource>;
}

/** Whether an outer join has no row of the optional sources for any row of the others. */
export type NeverJoined = (
  joined: JoinedTable,
  optional: readonly TableSource[],
  all: readonly TableSource[],
) => boolean;

/** Two sources that have to be equal in a column. */
interface Tie {
  readonly column: string;
  readonly others: readonly TableSource[];
}

interface Walk extends Filters {
  readonly source: TableSource;
  readonly resolution: Resolution;
  /** Sources that are computed anew for each row. */
  readonly computed: TableSource[];
  readonly isNeverJoined: NeverJoined;
}

/** The filters that the tables of an UPDATE or DELETE, joined as they are, put on the rows of one of them. */
export function filtersOf(
  tables: readonly TableExpression[],
  source: TableSource,
  resolution: Resolution,
  isNeverJoined: NeverJoined,
): Filters {
  const walk: Walk = {
    isNeverJoined,
    conditions: [],
    ties: [],
    dependent: new Set(),
    optional: new Set(),
    absent: new Set(),
    computed: [],
    source,
    resolution,
  };
  for (const table of tables) visit(walk, table);
  // Where nothing is computed for a row, it has no partner.
  const needed = walk.computed.filter((one) => !walk.optional.has(one));
  if (needed.length > 0) walk.ties.push({ column: "", others: needed });
  return walk;
}

/** @returns the sources below. */
function visit(walk: Walk, table: TableExpression): readonly TableSource[] {
  if (table.kind !== "join") return leaf(walk, table);
  const before = [...visit(walk, table.first)];
  for (const joined of table.rest) {
    const added = visit(walk, joined.table);
    join(walk, joined, before, added);
    before.push(...added);
  }
  return before;
}

function leaf(walk: Walk, table: TableExpression): readonly TableSource[] {
  const { resolution, source, dependent } = walk;
  const own = resolution.sources.get(table);
  if (!own) return [];
  // Computed anew for each row of the source: which rows there are hangs on that row.
  const isComputed = [source, ...dependent].some(
    (one) =>
      (table.kind === "derived" && table.lateral && queryReads(table.query, one, resolution)) ||
      (table.kind === "json-table" && reads(table.document, one, resolution)),
  );
  if (isComputed) {
    dependent.add(own);
    if (!(table.kind === "derived" && alwaysHasOneRow(table.query))) walk.computed.push(own);
  }
  return [own];
}

function join(
  walk: Walk,
  joined: JoinedTable,
  before: readonly TableSource[],
  added: readonly TableSource[],
) {
  const { on } = joined;
  const optional = optionalOf(joined, before, added);
  const mayBeMissing = optional.length > 0 && !optional.includes(walk.source);
  const ties = tiesOf(joined, before, added, walk);
  if (!mayBeMissing) {
    if (on) walk.conditions.push(on);
    walk.ties.push(...ties);
    return;
  }
  for (const one of optional) walk.optional.add(one);
  if (walk.isNeverJoined(joined, optional, [...before, ...added])) {
    for (const one of optional) walk.absent.add(one);
    return;
  }
  // The row stays without a partner: which partner it has hangs on it where the condition reads it.
  const tied = on !== undefined && dependsOn(on, walk);
  if (tied || ties.length > 0) for (const one of optional) walk.dependent.add(one);
}

/** Sources of which a row may be missing. */
function optionalOf(
  { type }: JoinedTable,
  before: readonly TableSource[],
  added: readonly TableSource[],
): readonly TableSource[] {
  if (type === "left") return added;
  return type === "right" ? before : [];
}

function dependsOn(on: Expression, { source, dependent, resolution }: Walk): boolean {
  return [source, ...dependent].some((one) => reads(on, one, resolution));
}

/** The columns of USING and NATURAL that tie the source's side to the other one. */
function tiesOf(
  { using, natural }: JoinedTable,
  before: readonly TableSource[],
  added: readonly TableSource[],
  { source, dependent }: Walk,
): Tie[] {
  const names = using ?? (natural ? undefined : []);
  const [own, others] = added.includes(source) ? [added, before] : [before, added];
  const bound = own.filter((one) => one === source || dependent.has(one));
  if (bound.length === 0) return [];
  if (names)
    return names
      .filter((name) => bound.some((one) => mayHave(one, name)))
      .map((column) => ({ column, others }));
  return others.flatMap((other) =>
    other.complete
      ? other.columns
          .filter(({ name }) => bound.some((one) => mayHave(one, name)))
          .map(({ name }) => ({ column: name, others }))
      : [{ column: "", others }],
  );
}

function mayHave(source: TableSource, column: string): boolean {
  return !source.complete || columnOfSource(source, column) !== undefined;
}
