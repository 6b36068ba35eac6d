import { findColumn, findIndex, type Table } from "../../schema/table.ts";
import type { ClauseKind, ClauseOf } from "../../sql/clause.ts";
import { foldName } from "../../sql/fold-name.ts";

/** What a clause names and the table lacks, with the server's error for it. */
interface Lack {
  error: number;
  /** As in "t has no …". */
  what: string;
}

/** What a clause asks of the table, and what it takes from who may still need it. */
interface Demand<C> {
  lacks: (clause: C, table: Table) => Lack | undefined;
  takes: "table" | "rows" | "column" | "type" | "index" | "nothing";
}

/** What a clause names that the table does not have. */
export function findLack<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, table: Table): Lack | undefined {
  return demands[kind].lacks(clause, table);
}

const lacksNothing = () => undefined;
const nothing: Demand<unknown> = { lacks: lacksNothing, takes: "nothing" };

/** By the kind of clause. A table that is named and is not there is not looked for: the history may not know it. */
export const demands: { readonly [K in ClauseKind]: Demand<ClauseOf<K>> } = {
  "create-table": nothing,
  "drop-table": { lacks: lacksNothing, takes: "table" },
  "rename-table": nothing,
  "truncate-table": { lacks: lacksNothing, takes: "rows" },
  "add-column": nothing,
  "drop-column": { lacks: column(1091), takes: "column" },
  "modify-column": { lacks: column(1054), takes: "type" },
  "rename-column": { lacks: column(1054), takes: "nothing" },
  "change-default": { lacks: column(1054), takes: "nothing" },
  "reorder-column": { lacks: column(1054), takes: "nothing" },
  "column-visibility": { lacks: column(1054), takes: "nothing" },
  "add-index": nothing,
  "drop-index": { lacks: index(1091), takes: "index" },
  "rename-index": { lacks: index(1176), takes: "nothing" },
  "index-visibility": { lacks: index(1176), takes: "nothing" },
  "add-primary-key": nothing,
  "drop-primary-key": { lacks: primaryKey, takes: "index" },
  "add-foreign-key": nothing,
  "drop-foreign-key": { lacks: foreignKey, takes: "nothing" },
  "add-check": nothing,
  "drop-check": { lacks: check, takes: "nothing" },
  "alter-check": { lacks: check, takes: "nothing" },
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
  "add-partition": { lacks: anyPartition, takes: "nothing" },
  "drop-partition": { lacks: partitions(1507), takes: "nothing" },
  "truncate-partition": { lacks: partitions(1507), takes: "nothing" },
  "exchange-partition": { lacks: partitions(1505), takes: "nothing" },
  "reorganize-partition": { lacks: partitions(1505), takes: "nothing" },
  "maintain-partition": nothing,
  "remove-partitioning": { lacks: partitioning, takes: "nothing" },
  tablespace: nothing,
  "create-database": nothing,
  "alter-database": nothing,
  "drop-database": nothing,
  "create-view": nothing,
  "alter-view": nothing,
  "drop-view": nothing,
  "create-routine": nothing,
  "alter-routine": nothing,
  "drop-routine": nothing,
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

function column(error: number) {
  return ({ column: name }: { column: string }, table: Table) =>
    findColumn(table, name) ? undefined : { error, what: `column ${name}` };
}

function index(error: number) {
  return ({ index: name }: { index: string }, table: Table) =>
    findIndex(table, name) ? undefined : { error, what: `index ${name}` };
}

function primaryKey({ index: name }: { index: string }, table: Table): Lack | undefined {
  return findIndex(table, name) ? undefined : { error: 1091, what: "primary key" };
}

interface OfConstraint {
  constraint: string;
}

function foreignKey({ constraint }: OfConstraint, { foreignKeys }: Table): Lack | undefined {
  return hasNamed(foreignKeys, constraint) ? undefined : { error: 1091, what: `foreign key ${constraint}` };
}

function check({ constraint }: OfConstraint, { checks }: Table): Lack | undefined {
  return hasNamed(checks, constraint) ? undefined : { error: 3821, what: `CHECK ${constraint}` };
}

function hasNamed(list: readonly { name: string }[], name: string): boolean {
  const wanted = foldName(name);
  return list.some((one) => foldName(one.name) === wanted);
}

interface OfPartitions {
  partitions: readonly string[] | "all" | undefined;
}

/** Error 1505 where the table has no partitions at all. */
function partitions(error: number) {
  return (clause: OfPartitions, table: Table): Lack | undefined => {
    const { partitions: wanted } = clause;
    if (!table.partitioning) return anyPartition(clause, table);
    const known = new Set(table.partitioning.partitions.map(foldName));
    const isMissing = (name: string) => known.size > 0 && !known.has(foldName(name));
    const lacks = Array.isArray(wanted) && wanted.some(isMissing);
    return lacks ? { error, what: partitionsNamed(clause) } : undefined;
  };
}

function anyPartition(clause: OfPartitions, table: Table): Lack | undefined {
  return table.partitioning ? undefined : { error: 1505, what: partitionsNamed(clause) };
}

function partitioning(_: unknown, table: Table): Lack | undefined {
  return table.partitioning ? undefined : { error: 1505, what: "partitions" };
}

function partitionsNamed({ partitions: named }: OfPartitions): string {
  return `partition ${Array.isArray(named) ? named.join(", ") : ""}`.trim();
}
