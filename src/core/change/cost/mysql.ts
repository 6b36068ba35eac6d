import type { Clause, ClauseKind } from "../../sql/clause.ts";
import { copy, type Effect, inplace, instant, rebuild, rebuildShared, type Situation } from "./effect.ts";
import {
  addColumnCost,
  changeDefault,
  dropColumnCost,
  modifyColumn,
  renameColumnCost,
} from "./mysql-columns.ts";
import {
  addCheckCost,
  addIndexCost,
  alterCheck,
  dropConstraintCost,
  dropIndexCost,
  dropPrimaryKeyCost,
} from "./mysql-keys.ts";
import {
  addPartitionCost,
  changeEngineCost,
  convertCharsetCost,
  maintainPartition,
  tableOption,
  tablespace,
} from "./mysql-table.ts";

/** Undefined = cannot be told. */
export type EffectOf = (clause: Clause, situation: Situation) => Effect | undefined;

/** MySQL's InnoDB, clause by clause (manual 17.12.1; where MySQL 9.7 was seen to differ, it is right). */
export const mysqlEffects: Partial<Record<ClauseKind, EffectOf>> = {
  "add-column": addColumnCost,
  "drop-column": dropColumnCost,
  "modify-column": modifyColumn,
  "rename-column": renameColumnCost,
  "change-default": changeDefault,
  "column-visibility": () => instant,
  "add-index": addIndexCost,
  "drop-index": dropIndexCost,
  "rename-index": () => inplace,
  "index-visibility": () => inplace,
  "add-primary-key": () => rebuild,
  "drop-primary-key": dropPrimaryKeyCost,
  "add-foreign-key": (_, { foreignKeyChecks }) => (foreignKeyChecks ? copy : inplace),
  "drop-foreign-key": () => inplace,
  "add-check": addCheckCost,
  "drop-check": () => instant,
  "alter-check": alterCheck,
  "drop-constraint": dropConstraintCost,
  "change-charset": () => inplace,
  "convert-charset": convertCharsetCost,
  "change-engine": changeEngineCost,
  "table-option": tableOption,
  "table-comment": () => inplace,
  "rebuild-table": () => rebuild,
  "keys-on-off": () => instant,
  "order-by": () => copy,
  "partition-by": () => copy,
  "remove-partitioning": () => copy,
  "add-partition": addPartitionCost,
  "drop-partition": () => inplace,
  "truncate-partition": () => instant,
  "exchange-partition": () => instant,
  "reorganize-partition": () => rebuildShared,
  "maintain-partition": maintainPartition,
  tablespace,
  "rename-table": () => instant,
};
