import type { Clause, ClauseKind } from "../../sql/clause.ts";
import { copy, type Effect, inplace, instant, rebuild, rebuildShared, type Situation } from "./effect.ts";
import { addColumn, changeDefault, dropColumn, modifyColumn, renameColumn } from "./mysql-columns.ts";
import { addCheck, addIndex, alterCheck, dropConstraint, dropIndex, dropPrimaryKey } from "./mysql-keys.ts";
import {
  addPartition,
  changeEngine,
  convertCharset,
  maintainPartition,
  tableOption,
  tablespace,
} from "./mysql-table.ts";

/** Undefined = cannot be told. */
export type EffectOf = (clause: Clause, situation: Situation) => Effect | undefined;

/** MySQL's InnoDB, clause by clause (manual 17.12.1; where MySQL 9.7 was seen to differ, it is right). */
export const mysqlEffects: Partial<Record<ClauseKind, EffectOf>> = {
  "add-column": addColumn,
  "drop-column": dropColumn,
  "modify-column": modifyColumn,
  "rename-column": renameColumn,
  "change-default": changeDefault,
  "column-visibility": () => instant,
  "add-index": addIndex,
  "drop-index": dropIndex,
  "rename-index": () => inplace,
  "index-visibility": () => inplace,
  "add-primary-key": () => rebuild,
  "drop-primary-key": dropPrimaryKey,
  "add-foreign-key": (_, { foreignKeyChecks }) => (foreignKeyChecks ? copy : inplace),
  "drop-foreign-key": () => inplace,
  "add-check": addCheck,
  "drop-check": () => instant,
  "alter-check": alterCheck,
  "drop-constraint": dropConstraint,
  "change-charset": () => inplace,
  "convert-charset": convertCharset,
  "change-engine": changeEngine,
  "table-option": tableOption,
  "table-comment": () => inplace,
  "rebuild-table": () => rebuild,
  "keys-on-off": () => instant,
  "order-by": () => copy,
  "partition-by": () => copy,
  "remove-partitioning": () => copy,
  "add-partition": addPartition,
  "drop-partition": () => inplace,
  "truncate-partition": () => instant,
  "exchange-partition": () => instant,
  "reorganize-partition": () => rebuildShared,
  "maintain-partition": maintainPartition,
  tablespace,
  "rename-table": () => instant,
};
