import type { RiskFactor } from "./factor.ts";
import { account } from "./factors/account.ts";
import { addCheck } from "./factors/add-check.ts";
import { addForeignKey } from "./factors/add-foreign-key.ts";
import { addPrimaryKey } from "./factors/add-primary-key.ts";
import { addRequiredColumn } from "./factors/add-required-column.ts";
import { addUnique } from "./factors/add-unique.ts";
import { alterDatabase } from "./factors/alter-database.ts";
import { andInSet } from "./factors/and-in-set.ts";
import { asksAPerson } from "./factors/asks-a-person.ts";
import { blockWrites } from "./factors/block-writes.ts";
import { breakPrograms } from "./factors/break-programs.ts";
import { resumeGap } from "./factors/cannot-resume.ts";
import { cascade } from "./factors/cascade.ts";
import { changeCollation } from "./factors/change-collation.ts";
import { changeEngine } from "./factors/change-engine.ts";
import { changeRows } from "./factors/change-rows.ts";
import { changeView } from "./factors/change-view.ts";
import { compareWithNull } from "./factors/compare-with-null.ts";
import { convertCharset } from "./factors/convert-charset.ts";
import { copyAlter } from "./factors/copy-alter.ts";
import { createDatabase } from "./factors/create-database.ts";
import { createIfMissing } from "./factors/create-if-missing.ts";
import { definer } from "./factors/definer.ts";
import { deleteEveryRow } from "./factors/delete-every-row.ts";
import { discardTablespace } from "./factors/discard-tablespace.ts";
import { distributedTransaction } from "./factors/distributed-transaction.ts";
import { dropColumn } from "./factors/drop-column.ts";
import { dropConstraint } from "./factors/drop-constraint.ts";
import { dropDatabase } from "./factors/drop-database.ts";
import { dropDefault } from "./factors/drop-default.ts";
import { dropIndex } from "./factors/drop-index.ts";
import { dropPartition } from "./factors/drop-partition.ts";
import { dropPrimaryKey } from "./factors/drop-primary-key.ts";
import { dropTable } from "./factors/drop-table.ts";
import { forgetAttributes } from "./factors/forget-attributes.ts";
import { grant } from "./factors/grant.ts";
import { halfDone } from "./factors/half-done.ts";
import { hiddenCode } from "./factors/hidden-code.ts";
import { hideColumn } from "./factors/hide-column.ts";
import { hideIndex } from "./factors/hide-index.ts";
import { ignoreErrors } from "./factors/ignore-errors.ts";
import { implicitCommit } from "./factors/implicit-commit.ts";
import { insertWithoutColumns } from "./factors/insert-without-columns.ts";
import { likeLosesKeys } from "./factors/like-loses-keys.ts";
import { limitAlone } from "./factors/limit-alone.ts";
import { limitWithoutOrder } from "./factors/limit-without-order.ts";
import { loadLibrary } from "./factors/load-library.ts";
import { lockTables } from "./factors/lock-tables.ts";
import { lossyChange } from "./factors/lossy-change.ts";
import { maybeReferenced } from "./factors/maybe-referenced.ts";
import { metadataLock } from "./factors/metadata-lock.ts";
import { narrowConnection } from "./factors/narrow-connection.ts";
import { noPrimaryKey } from "./factors/no-primary-key.ts";
import { notInSubquery } from "./factors/not-in-subquery.ts";
import { notRepeatableValue } from "./factors/not-repeatable-value.ts";
import { opaqueStatement } from "./factors/opaque-statement.ts";
import { otherDatabase } from "./factors/other-database.ts";
import { overwritesOnUpdate } from "./factors/overwrites-on-update.ts";
import { pipesAsOr } from "./factors/pipes-as-or.ts";
import { queryToTable } from "./factors/query-to-table.ts";
import { readersDisagree } from "./factors/readers-disagree.ts";
import { rebuildInPlace } from "./factors/rebuild-in-place.ts";
import { redundantIndex } from "./factors/redundant-index.ts";
import { removedSyntax } from "./factors/removed-syntax.ts";
import { renameColumn } from "./factors/rename-column.ts";
import { renameIndex } from "./factors/rename-index.ts";
import { renameTable } from "./factors/rename-table.ts";
import { reorderMembers } from "./factors/reorder-members.ts";
import { repartition } from "./factors/repartition.ts";
import { replaceRows } from "./factors/replace-rows.ts";
import { requestedCost } from "./factors/requested-cost.ts";
import { requireValue } from "./factors/require-value.ts";
import { reservedWord } from "./factors/reserved-word.ts";
import { scanToFind } from "./factors/scan-to-find.ts";
import { serverCommand } from "./factors/server-command.ts";
import { serverFiles } from "./factors/server-files.ts";
import { sessionGuardOff } from "./factors/session-guard-off.ts";
import { setAutoIncrement } from "./factors/set-auto-increment.ts";
import { setGlobal } from "./factors/set-global.ts";
import { severalAlters } from "./factors/several-alters.ts";
import { smallCounter } from "./factors/small-counter.ts";
import { statementRefused } from "./factors/statement-refused.ts";
import { stillReferenced } from "./factors/still-referenced.ts";
import { storageObject } from "./factors/storage-object.ts";
import { storedProgram } from "./factors/stored-program.ts";
import { systemTables } from "./factors/system-tables.ts";
import { transactionLeftOpen } from "./factors/transaction-left-open.ts";
import { truncateTable } from "./factors/truncate-table.ts";
import { unknownCost } from "./factors/unknown-cost.ts";
import { unreadableStatement } from "./factors/unreadable-statement.ts";
import { unusualStorage } from "./factors/unusual-storage.ts";
import { updateEveryRow } from "./factors/update-every-row.ts";
import { wait } from "./factors/wait.ts";
import { willBeRefused } from "./factors/will-be-refused.ts";

/** Every risk factor, in the order of the documentation: a new one is one file and one line here. */
export const factors: readonly RiskFactor[] = [
  dropDatabase,
  dropTable,
  truncateTable,
  dropColumn,
  dropPartition,
  discardTablespace,
  deleteEveryRow,
  updateEveryRow,
  changeRows,
  scanToFind,
  lossyChange,
  forgetAttributes,
  overwritesOnUpdate,
  reorderMembers,
  changeEngine,
  convertCharset,
  changeCollation,
  replaceRows,
  cascade,
  ignoreErrors,
  notInSubquery,
  compareWithNull,
  andInSet,
  pipesAsOr,
  renameTable,
  renameColumn,
  reservedWord,
  addRequiredColumn,
  dropDefault,
  hideColumn,
  insertWithoutColumns,
  changeView,
  breakPrograms,
  stillReferenced,
  maybeReferenced,
  storedProgram,
  copyAlter,
  rebuildInPlace,
  blockWrites,
  unknownCost,
  requestedCost,
  metadataLock,
  repartition,
  lockTables,
  wait,
  distributedTransaction,
  setAutoIncrement,
  smallCounter,
  addUnique,
  addPrimaryKey,
  dropPrimaryKey,
  addForeignKey,
  addCheck,
  requireValue,
  dropIndex,
  hideIndex,
  renameIndex,
  dropConstraint,
  noPrimaryKey,
  unusualStorage,
  queryToTable,
  likeLosesKeys,
  createIfMissing,
  notRepeatableValue,
  limitWithoutOrder,
  limitAlone,
  sessionGuardOff,
  narrowConnection,
  implicitCommit,
  halfDone,
  severalAlters,
  redundantIndex,
  grant,
  account,
  definer,
  setGlobal,
  serverCommand,
  loadLibrary,
  serverFiles,
  otherDatabase,
  systemTables,
  createDatabase,
  alterDatabase,
  storageObject,
  willBeRefused,
  statementRefused,
  transactionLeftOpen,
  removedSyntax,
  opaqueStatement,
  unreadableStatement,
  hiddenCode,
  readersDisagree,
  resumeGap,
  asksAPerson,
];
