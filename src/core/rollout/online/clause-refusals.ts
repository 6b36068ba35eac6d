import type { Change } from "../../change/change.ts";
import { writtenColumn } from "../../schema/apply-alter-table.ts";
import { isText } from "../../schema/charset.ts";
import { findColumn, type Index, indexesOn, type Table } from "../../schema/table.ts";
import type { Clause, ClauseKind, ClauseOf } from "../../sql/clause.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";

/** What a clause is judged by. */
export interface ClauseSetting {
  /** As the server has it now. */
  table: Table;
  /** All clauses of the statement. */
  clauses: readonly Clause[];
  dataLoss: Change["dataLoss"];
}

type Judge<K extends ClauseKind> = (clause: ClauseOf<K>, setting: ClauseSetting) => string | undefined;

const fine = () => undefined;
const because = (why: string) => () => why;
const unique =
  "A new UNIQUE key is refused: where two rows have one key, the tool keeps one of them and says nothing.";
const primary = "The primary key tells the tool which row is which, so it has to stay as it is.";
const foreign =
  "Foreign keys on the copy get other names, and point at the table only once it has changed places.";
const check = "Names of CHECK constraints change, since the copy cannot have the table's.";
const newCheck = "Rows that break a new CHECK are left out of the copy.";
const partitions = "Rows without a partition of the new kind are left out of the copy.";
const renames = "The values of a column that gets another name are lost where the tool does not notice.";
const unproven = "Nobody has proven that the tool does it as the server does.";

/**
 * Why a tool is not given a clause; undefined = it is. The tools copy rows with INSERT IGNORE: what breaks a rule of the new
 * table is left out or bent without an error, where the server's own ALTER would refuse. Exhaustive, so that a new kind of
 * clause is not given away before somebody has looked.
 */
const refusals: { readonly [K in ClauseKind]: Judge<K> } = {
  "add-column": ({ definition }) => whyNotAdded(definition),
  "drop-column": ({ column }, setting) => whyNotDropped(column, setting),
  "modify-column": ({ column, definition, to }, setting) =>
    to === undefined ? whyNotModified(column, definition, setting) : renames,
  "reorder-column": ({ column, definition, to }, setting) =>
    to === undefined ? whyNotModified(column, definition, setting) : renames,
  "rename-column": because(renames),
  "change-default": fine,
  "add-index": ({ indexDefinition: { kind } }) =>
    kind === "unique" || kind === "primary" ? unique : undefined,
  "drop-index": fine,
  "index-visibility": fine,
  "add-primary-key": because(primary),
  "drop-primary-key": because(primary),
  "add-foreign-key": because(foreign),
  "drop-foreign-key": because(foreign),
  "add-check": because(newCheck),
  "drop-check": because(check),
  "alter-check": because(check),
  "drop-constraint": because(check),
  "change-charset": fine,
  "convert-charset": (_, setting) => whyNotConverted(setting),
  "change-engine": ({ options }) =>
    /^innodb$/i.test(options.get("ENGINE") ?? "")
      ? undefined
      : "The tools copy InnoDB tables to InnoDB tables.",
  "table-comment": fine,
  "table-option": ({ options }) => {
    const names = [...(options?.keys() ?? ["?"])];
    return names.every((name) => keptOptions.has(name)) ? undefined : unproven;
  },
  "rebuild-table": fine,
  "partition-by": because(partitions),
  "add-partition": because(partitions),
  "drop-partition": because("The rows of a partition that is dropped would be looked for in the copy."),
  "reorganize-partition": because(partitions),
  "remove-partitioning": because(unproven),
  "rename-table": because("A table cannot get another name while it changes places with its copy."),
  "column-visibility": because(unproven),
  "rename-index": because(unproven),
  "keys-on-off": because(unproven),
  "order-by": because(unproven),
  "truncate-partition": because(unproven),
  "exchange-partition": because(unproven),
  "maintain-partition": because(unproven),
  tablespace: because(unproven),
  "create-table": because(unproven),
  "drop-table": because(unproven),
  "truncate-table": because(unproven),
  "create-database": because(unproven),
  "alter-database": because(unproven),
  "drop-database": because(unproven),
  "create-view": because(unproven),
  "alter-view": because(unproven),
  "drop-view": because(unproven),
  "create-routine": because(unproven),
  "alter-routine": because(unproven),
  "drop-routine": because(unproven),
  "create-trigger": because(unproven),
  "drop-trigger": because(unproven),
  "create-event": because(unproven),
  "alter-event": because(unproven),
  "drop-event": because(unproven),
  "create-other": because(unproven),
  "alter-other": because(unproven),
  "drop-other": because(unproven),
  insert: because(unproven),
  replace: because(unproven),
  update: because(unproven),
  delete: because(unproven),
  select: because(unproven),
  "load-data": because(unproven),
  call: because(unproven),
  account: because(unproven),
  privilege: because(unproven),
  "set-session": because(unproven),
  "set-global": because(unproven),
  "lock-tables": because(unproven),
  transaction: because(unproven),
  maintenance: because(unproven),
  server: because(unproven),
  replication: because(unproven),
  prepared: because(unproven),
  unreadable: because(unproven),
};

export function whyNotGiven(clause: Clause, setting: ClauseSetting): string | undefined {
  // One entry per kind, so the entry fits the clause; TypeScript cannot follow that through an index.
  return (refusals[clause.kind] as (clause: Clause, setting: ClauseSetting) => string | undefined)(
    clause,
    setting,
  );
}

const keptOptions: ReadonlySet<string> = new Set([
  ...["ROW_FORMAT", "KEY_BLOCK_SIZE", "STATS_PERSISTENT", "STATS_AUTO_RECALC", "STATS_SAMPLE_PAGES"],
]);

function whyNotAdded(column: ColumnDefinition): string | undefined {
  const { name, generated, autoIncrement, nullable } = column;
  const inline = whyNotInline(column);
  if (inline !== undefined) return inline;
  if (autoIncrement) return `The numbers of ${name} would be given in the order in which rows are copied.`;
  if (generated) return undefined;
  if (column.default === undefined && nullable === false)
    return `${name} is NOT NULL without a default: the application's writes would fail while the tool copies.`;
  if (column.default !== undefined && (column.defaultIsExpression || !isLiteral(column.default)))
    return `Rows would get a value of ${name} each when it is copied, and not all of them one.`;
  return undefined;
}

function whyNotInline({ inline }: ColumnDefinition): string | undefined {
  if (inline.unique) return unique;
  if (inline.primaryKey) return primary;
  if (inline.references) return foreign;
  return inline.check && newCheck;
}

function isLiteral(text: string): boolean {
  return /^(NULL|TRUE|FALSE|[bx]?'([^'\\]|'')*'|[-+]?\d+(\.\d+)?)$/i.test(text.trim());
}

function whyNotDropped(column: string, { table, clauses }: ClauseSetting): string | undefined {
  const key = uniqueOn(table, column)[0];
  if (key)
    return `${column} is a part of the unique key ${key.name}: of rows that are alike without it, one is kept.`;
  const comesBack = clauses.some(
    (one) => one.kind === "add-column" && one.column.toLowerCase() === column.toLowerCase(),
  );
  return comesBack
    ? `${column} would keep its values, since the tool copies columns by their names.`
    : undefined;
}

function whyNotModified(
  column: string,
  definition: ColumnDefinition,
  { table, clauses, dataLoss }: ClauseSetting,
): string | undefined {
  const before = findColumn(table, column);
  const after = before && writtenColumn(definition, table, clauses);
  if (!before || !after) return `What ${column} is now cannot be told.`;
  if (before.generated || definition.generated)
    return `${column} is, or becomes, a generated column: its values would not be computed as the server does.`;
  const inline = whyNotInline(definition);
  if (inline !== undefined) return inline;
  if (before.autoIncrement !== after.autoIncrement) return `${column} changes AUTO_INCREMENT.`;
  if (before.nullable && !after.nullable)
    return `${column} becomes NOT NULL: rows in which it is NULL would get another value.`;
  if (dataLoss !== "none" || before.srid !== after.srid)
    return `Not every value of ${column} fits its new type: the tool would cut it without an error.`;
  const key = uniqueOn(table, column)[0];
  if (key && compares(before.type) !== compares(after.type))
    return `${column} is a part of the unique key ${key.name} and would be compared otherwise: of rows that become alike, one is kept.`;
  return undefined;
}

function compares(type: ColumnDefinition["type"]): string {
  return isText(type) ? `${type.charset} ${type.collation}` : "";
}

/** Another collation may take two values for one, also where every character is kept. */
function whyNotConverted({ table, dataLoss }: ClauseSetting): string | undefined {
  if (dataLoss !== "none")
    return "Not every character is in the new character set: the tool would bend them.";
  const text = table.columns.find(({ name, type }) => isText(type) && uniqueOn(table, name).length > 0);
  return (
    text &&
    `${text.name} is a part of a unique key and would be compared otherwise: of rows that become alike, one is kept.`
  );
}

function uniqueOn(table: Table, column: string): readonly Index[] {
  return indexesOn(table, column).filter(({ kind }) => kind === "unique" || kind === "primary");
}
