import { findColumn, indexesOn, type Table } from "../../schema/table.ts";
import { servesForeignKey } from "../../schema/table-draft.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import { foldName } from "../../sql/fold-name.ts";
import {
  cannotBeTold,
  copy,
  type Effect,
  type EffectOf,
  inplace,
  instant,
  instantOrRebuild,
  rebuild,
  rebuildShared,
  type Situation,
  together,
} from "./effect.ts";
import { type Modification, modification, type Rewritten } from "./modify-column.ts";
import { addIndexCost, dropIndexCost, dropPrimaryKeyCost } from "./mysql-keys.ts";
import {
  addPartitionCost,
  changeEngineCost,
  convertCharsetCost,
  maintainPartition,
  tablespace,
} from "./mysql-table.ts";
import type { OnlineKind } from "./online-kinds.ts";
import { hasDocId, isCompressed, isIndexed } from "./table-facts.ts";

/** MariaDB's InnoDB since 10.6 (its Knowledge Base, "InnoDB Online DDL Overview"; NOCOPY counts as in place). */
export const mariadbEffects: { readonly [K in OnlineKind]: EffectOf<K> } = {
  "add-column": addColumn,
  "drop-column": dropColumn,
  "modify-column": modifyColumn,
  "rename-column": () => instant,
  "change-default": () => instant,
  "reorder-column": modifyColumn,
  "column-visibility": () => instant,
  "add-index": addIndexCost,
  "drop-index": dropIndexCost,
  "rename-index": () => instant,
  "index-visibility": () => instant,
  "add-primary-key": addPrimaryKey,
  "drop-primary-key": dropPrimaryKeyCost,
  "add-foreign-key": addForeignKey,
  "drop-foreign-key": () => instant,
  "add-check": () => copy,
  "drop-check": () => instant,
  "alter-check": cannotBeTold,
  "drop-constraint": dropConstraint,
  "change-charset": () => instant,
  "convert-charset": (clause, situation) => atOnce(convertCharsetCost(clause, situation)),
  "change-engine": changeEngineCost,
  "table-option": tableOption,
  "table-comment": () => instant,
  "rebuild-table": () => rebuild,
  "keys-on-off": () => instant,
  "order-by": () => copy,
  "partition-by": () => copy,
  "remove-partitioning": () => copy,
  "add-partition": addPartitionCost,
  "drop-partition": () => inplace,
  "truncate-partition": () => inplace,
  "exchange-partition": () => inplace,
  "reorganize-partition": () => rebuildShared,
  "maintain-partition": maintainPartition,
  tablespace,
  "rename-table": () => instant,
};

/** Where rows are not looked at, it costs only the index that it brings along. */
function addForeignKey(
  { foreignKey }: ClauseOf<"add-foreign-key">,
  { table, foreignKeyChecks }: Situation,
): Effect {
  if (foreignKeyChecks) return copy;
  return table.indexes.some((index) => servesForeignKey(index, foreignKey.columns)) ? instant : inplace;
}

/** Checks and foreign keys stand in the definition; a unique key is an index to drop. */
function dropConstraint(
  { constraint }: ClauseOf<"drop-constraint">,
  situation: Situation,
): Effect | undefined {
  const wanted = foldName(constraint);
  const { foreignKeys, checks } = situation.table;
  const named = [...foreignKeys, ...checks].some(({ name }) => foldName(name) === wanted);
  return named ? instant : dropIndexCost({ index: constraint }, situation);
}

/** What MySQL does in place without touching rows, MariaDB does at once. */
function atOnce(effect: Effect | undefined): Effect | undefined {
  return effect?.inplace && !effect.inplace.rebuilds ? instant : effect;
}

/** INSTANT would do, but not on a compressed table or beside the hidden column of a FULLTEXT index. */
function columnList({ table }: Situation): Effect {
  return hasDocId(table) || isCompressed(table) ? rebuild : instantOrRebuild;
}

function addColumn({ definition }: ClauseOf<"add-column">, situation: Situation): Effect | undefined {
  const { inline, generated } = definition;
  if (inline.references) return situation.foreignKeyChecks ? copy : rebuild;
  if (generated) return generated.stored || situation.table.partitioning ? copy : instant;
  if (definition.defaultIsExpression && /[a-z_`"]/i.test(definition.default ?? "")) return copy;
  if (definition.autoIncrement) return rebuildShared;
  return inline.unique || inline.primaryKey ? rebuild : columnList(situation);
}

function dropColumn({ column }: ClauseOf<"drop-column">, situation: Situation): Effect | undefined {
  const found = findColumn(situation.table, column);
  if (!found) return undefined;
  if (found.generated?.stored === false && situation.table.partitioning) return copy;
  const list = columnList(situation);
  if (list !== instantOrRebuild || !isIndexed(situation.table, column)) return list;
  // An index that only shrinks is built again, with the table.
  const shrinks = indexesOn(situation.table, column).some(({ parts }) => parts.length > 1);
  return shrinks || situation.clauses.some(({ kind }) => kind === "add-index") ? rebuild : inplace;
}

function modifyColumn(clause: Rewritten, situation: Situation): Effect | undefined {
  const change = modification(clause, situation);
  if (!change) return undefined;
  if (change.adds.check || change.adds.references || change.autoIncrement || change.srid) return copy;
  const stored = storedEffect(change);
  if (!stored) return undefined;
  const parts = [stored];
  if (change.nullability !== "same") parts.push(nullabilityEffect(change, situation));
  if (change.moves) parts.push(change.generation === "none" ? columnList(situation) : copy);
  if (change.adds.key) parts.push(inplace);
  return parts.reduce(together);
}

/** NULLs that go have to be looked for, which is a copy where a STORED column is beside. */
function nullabilityEffect({ generation }: Modification, { table }: Situation): Effect {
  return generation === "none" && !hasStored(table) ? rebuild : copy;
}

function addPrimaryKey({ indexDefinition }: ClauseOf<"add-primary-key">, { table }: Situation): Effect {
  const forbids = indexDefinition.parts.some(({ column = "" }) => findColumn(table, column)?.nullable);
  const times = table.columns.some(({ type, nullable }) => nullable && type.name === "timestamp");
  return forbids && (hasStored(table) || times) ? copy : rebuild;
}

function hasStored(table: Table): boolean {
  return table.columns.some(({ generated }) => generated?.stored === true);
}

function storedEffect({ before, type, generation, indexed, after }: Modification): Effect | undefined {
  if (generation === "changed") {
    const virtual = before.generated?.stored === false && after.generated?.stored === false;
    return virtual && type === "same" && !indexed ? instant : copy;
  }
  if (type === "unknown") return undefined;
  if (type === "other" || before.generated?.stored === true) return copy;
  if (type !== "text" || !indexed) return instant;
  return before.type.charset === after.type.charset ? inplace : instant;
}

const optionEffects: Record<string, Effect> = {
  ROW_FORMAT: rebuild,
  KEY_BLOCK_SIZE: rebuild,
  COMPRESSION: rebuild,
  PAGE_COMPRESSED: rebuild,
  AUTO_INCREMENT: instant,
  STATS_PERSISTENT: instant,
  STATS_SAMPLE_PAGES: instant,
  STATS_AUTO_RECALC: instant,
  MAX_ROWS: instant,
  MIN_ROWS: instant,
  AVG_ROW_LENGTH: instant,
};

function tableOption({ options }: ClauseOf<"table-option">): Effect {
  return [...(options?.keys() ?? [])].map((name) => optionEffects[name] ?? copy).reduce(together, instant);
}
