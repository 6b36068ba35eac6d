import { findColumn, foldName } from "../../schema/table.ts";
import type { Clause, ClauseKind } from "../../sql/statements/clause.ts";
import {
  copy,
  type Effect,
  inplace,
  inplaceShared,
  instant,
  instantOrRebuild,
  rebuild,
  rebuildShared,
  type Situation,
  together,
} from "./effect.ts";
import { type Modification, modification } from "./modify-column.ts";
import type { EffectOf } from "./mysql.ts";
import { dropPrimaryKey } from "./mysql-keys.ts";
import { addPartition, changeEngine, convertCharset, maintainPartition, tablespace } from "./mysql-table.ts";
import { hasFulltext, isCompressed, isIndexed } from "./table-facts.ts";

/** MariaDB's InnoDB since 10.6 (its Knowledge Base, "InnoDB Online DDL Overview"; NOCOPY counts as in place). */
export const mariadbEffects: Partial<Record<ClauseKind, EffectOf>> = {
  "add-column": addColumn,
  "drop-column": dropColumn,
  "modify-column": modifyColumn,
  "rename-column": () => instant,
  "change-default": () => instant,
  "column-visibility": () => instant,
  "add-index": addIndex,
  "drop-index": () => inplace,
  "rename-index": () => instant,
  "index-visibility": () => instant,
  "add-primary-key": () => rebuild,
  "drop-primary-key": dropPrimaryKey,
  "add-foreign-key": (_, { foreignKeyChecks }) => (foreignKeyChecks ? copy : instant),
  "drop-foreign-key": () => instant,
  "add-check": () => copy,
  "drop-check": () => instant,
  "drop-constraint": dropConstraint,
  "change-charset": () => instant,
  "convert-charset": (clause, situation) => atOnce(convertCharset(clause, situation)),
  "change-engine": changeEngine,
  "table-option": tableOption,
  "table-comment": () => instant,
  "rebuild-table": (_, { table }) => (hasFulltext(table) ? rebuildShared : rebuild),
  "keys-on-off": () => instant,
  "order-by": () => copy,
  "partition-by": () => copy,
  "remove-partitioning": () => copy,
  "add-partition": addPartition,
  "drop-partition": () => inplace,
  "truncate-partition": () => inplace,
  "exchange-partition": () => inplace,
  "reorganize-partition": () => rebuildShared,
  "maintain-partition": maintainPartition,
  tablespace,
  "rename-table": () => instant,
};

/** Checks and foreign keys stand in the definition; a unique key is an index to drop. */
function dropConstraint({ index = "" }: Clause, { table }: Situation): Effect {
  const wanted = foldName(index);
  const named = [...table.foreignKeys, ...table.checks].some(({ name }) => foldName(name) === wanted);
  return named ? instant : inplace;
}

/** What MySQL does in place without touching rows, MariaDB does at once. */
function atOnce(effect: Effect | undefined): Effect | undefined {
  return effect?.inplace && !effect.inplace.rebuilds ? instant : effect;
}

/** INSTANT would do, but not on a compressed table or beside a FULLTEXT index. */
function columnList({ table }: Situation): Effect {
  if (hasFulltext(table)) return rebuildShared;
  return isCompressed(table) ? rebuild : instantOrRebuild;
}

function addColumn({ definition }: Clause, situation: Situation): Effect | undefined {
  if (!definition) return undefined;
  const { inline, generated } = definition;
  if (inline.references && situation.foreignKeyChecks) return copy;
  if (generated) return generated.stored ? copy : instant;
  if (definition.defaultIsExpression && /[a-z_`"]/i.test(definition.default ?? "")) return copy;
  if (definition.autoIncrement) return rebuildShared;
  return inline.unique || inline.primaryKey ? rebuild : columnList(situation);
}

function dropColumn({ column = "" }: Clause, situation: Situation): Effect | undefined {
  const found = findColumn(situation.table, column);
  if (!found) return undefined;
  const list = columnList(situation);
  return list === instantOrRebuild && isIndexed(situation.table, column) ? inplace : list;
}

function modifyColumn(clause: Clause, { table, engine }: Situation): Effect | undefined {
  const change = modification(table, clause, engine);
  if (!change) return undefined;
  if (change.adds.check || change.adds.references || change.autoIncrement || change.srid) return copy;
  const stored = storedEffect(change);
  if (!stored) return undefined;
  const parts = [stored];
  if (change.nullability !== "same") parts.push(change.generation === "none" ? rebuild : copy);
  if (change.moves) parts.push(change.generation === "none" ? instant : copy);
  if (change.adds.key) parts.push(inplace);
  return parts.reduce(together);
}

function storedEffect({ before, type, generation, indexed, after }: Modification): Effect | undefined {
  if (generation === "changed") {
    const virtual = before.generated?.stored === false && after.generated?.stored === false;
    return virtual && type === "same" && !indexed ? instant : copy;
  }
  if (type === "unknown") return undefined;
  if (type === "other") return copy;
  if (type !== "text" || !indexed) return instant;
  return before.type.charset === after.type.charset ? inplace : instant;
}

function addIndex({ indexDefinition }: Clause, { table }: Situation): Effect | undefined {
  if (!indexDefinition) return undefined;
  if (indexDefinition.kind === "fulltext") return hasFulltext(table) ? inplaceShared : rebuildShared;
  return indexDefinition.kind === "spatial" ? inplaceShared : inplace;
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

function tableOption({ options }: Clause): Effect {
  return [...(options?.keys() ?? [])].map((name) => optionEffects[name] ?? copy).reduce(together, instant);
}
