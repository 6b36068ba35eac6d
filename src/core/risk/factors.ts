import type { RiskFactor } from "./factor.ts";
import { account } from "./factors/account.ts";
import { addCheck } from "./factors/add-check.ts";
import { addForeignKey } from "./factors/add-foreign-key.ts";
import { addPrimaryKey } from "./factors/add-primary-key.ts";
import { addRequiredColumn } from "./factors/add-required-column.ts";
import { addUnique } from "./factors/add-unique.ts";
import { blockWrites } from "./factors/block-writes.ts";
import { changeEngine } from "./factors/change-engine.ts";
import { changeView } from "./factors/change-view.ts";
import { convertCharset } from "./factors/convert-charset.ts";
import { copyAlter } from "./factors/copy-alter.ts";
import { createDatabase } from "./factors/create-database.ts";
import { deleteEveryRow } from "./factors/delete-every-row.ts";
import { dropColumn } from "./factors/drop-column.ts";
import { dropConstraint } from "./factors/drop-constraint.ts";
import { dropDatabase } from "./factors/drop-database.ts";
import { dropIndex } from "./factors/drop-index.ts";
import { dropPartition } from "./factors/drop-partition.ts";
import { dropPrimaryKey } from "./factors/drop-primary-key.ts";
import { dropTable } from "./factors/drop-table.ts";
import { grant } from "./factors/grant.ts";
import { hiddenCode } from "./factors/hidden-code.ts";
import { lockTables } from "./factors/lock-tables.ts";
import { lossyChange } from "./factors/lossy-change.ts";
import { metadataLock } from "./factors/metadata-lock.ts";
import { noPrimaryKey } from "./factors/no-primary-key.ts";
import { opaqueStatement } from "./factors/opaque-statement.ts";
import { queryToTable } from "./factors/query-to-table.ts";
import { readOrWriteFiles } from "./factors/read-or-write-files.ts";
import { rebuildTable } from "./factors/rebuild-table.ts";
import { renameColumn } from "./factors/rename-column.ts";
import { renameTable } from "./factors/rename-table.ts";
import { repartition } from "./factors/repartition.ts";
import { replaceRows } from "./factors/replace-rows.ts";
import { requireValue } from "./factors/require-value.ts";
import { serverCommand } from "./factors/server-command.ts";
import { sessionGuardOff } from "./factors/session-guard-off.ts";
import { setGlobal } from "./factors/set-global.ts";
import { storedProgram } from "./factors/stored-program.ts";
import { truncateTable } from "./factors/truncate-table.ts";
import { unknownCost } from "./factors/unknown-cost.ts";
import { unreadableStatement } from "./factors/unreadable-statement.ts";
import { updateEveryRow } from "./factors/update-every-row.ts";

/** Every risk factor: a new one is one file and one line here. The heaviest kind first, as the documentation lists them. */
export const factors: readonly RiskFactor[] = [
  dropDatabase,
  dropTable,
  truncateTable,
  dropColumn,
  dropPartition,
  deleteEveryRow,
  updateEveryRow,
  renameTable,
  renameColumn,
  addRequiredColumn,
  copyAlter,
  rebuildTable,
  unknownCost,
  blockWrites,
  lossyChange,
  addUnique,
  addPrimaryKey,
  dropPrimaryKey,
  addForeignKey,
  addCheck,
  requireValue,
  dropIndex,
  dropConstraint,
  changeEngine,
  convertCharset,
  repartition,
  noPrimaryKey,
  metadataLock,
  replaceRows,
  changeView,
  storedProgram,
  grant,
  account,
  setGlobal,
  serverCommand,
  sessionGuardOff,
  lockTables,
  readOrWriteFiles,
  opaqueStatement,
  unreadableStatement,
  hiddenCode,
  createDatabase,
  queryToTable,
];
