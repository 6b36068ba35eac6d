import type { ClauseKind, ClauseOf } from "../sql/clause.ts";
import {
  addNewColumn,
  type ColumnWork,
  changeDefault,
  dropOldColumn,
  renameOldColumn,
  showColumn,
  writeColumn,
} from "./alter-columns.ts";
import {
  addInlineKeys,
  addNewCheck,
  addNewForeignKey,
  addNewIndex,
  dropOldCheck,
  dropOldConstraint,
  dropOldForeignKey,
  dropOldIndex,
  dropOldPrimaryKey,
  enforceCheck,
  renameOldIndex,
  showIndex,
} from "./alter-keys.ts";
import { convertColumns, setCharset, setOptions, setTablespace } from "./alter-options.ts";
import {
  addPartitions,
  dropPartitions,
  partitionAnew,
  reorganizePartitions,
  unpartition,
} from "./alter-partitions.ts";
import { applyCreate, applyDrop, applyRename } from "./apply-table.ts";
import { exchangeRows } from "./created-rows.ts";
import { addDatabase, forgetDatabase, setDatabaseDefaults } from "./databases.ts";
import {
  defineEvent,
  defineRoutine,
  defineTrigger,
  defineView,
  dropProgram,
  dropView,
  forgetRedefined,
} from "./programs.ts";
import type { Applied, Replay } from "./replay.ts";
import { followSetting } from "./session.ts";
import type { TableDraft } from "./table-draft.ts";

/** What a clause of ALTER TABLE does to the table. All clauses of the statement take a step before any takes the next. */
interface AlterSteps<C> {
  /** A new default counts for the columns that the same statement adds; CONVERT TO for all of them. */
  charset?: (draft: TableDraft, clause: C) => void;
  columns?: (work: ColumnWork, clause: C) => void;
  /** What goes has gone before anything comes, whatever the order of the clauses. */
  table?: (draft: TableDraft, clause: C) => void;
  inlineKeys?: (draft: TableDraft, clause: C, inlineReferences: boolean) => void;
  keys?: (draft: TableDraft, clause: C) => void;
}

interface CatalogEffect<C> {
  /** It changes the table together with the statement's other clauses, by its steps. */
  alters: boolean;
  steps: AlterSteps<C>;
  /** What it changes by itself. */
  apply: (replay: Replay, clause: C, statement: Applied) => void;
  /** Whether rows come into the table that nobody can count here. */
  fills: "no" | "yes" | "from-query";
}

const noSteps = {};
const changeNothing = () => {};

function applies<C>(apply: CatalogEffect<C>["apply"]): CatalogEffect<C> {
  return { alters: false, steps: noSteps, apply, fills: "no" };
}

function alters<C>(steps: AlterSteps<C>, fills: CatalogEffect<C>["fills"] = "no"): CatalogEffect<C> {
  return { alters: true, steps, apply: changeNothing, fills };
}

function onlyFills(fills: CatalogEffect<unknown>["fills"]): CatalogEffect<unknown> {
  return { alters: false, steps: noSteps, apply: changeNothing, fills };
}

/** It changes nothing that is replayed. */
const nothing = onlyFills("no");

/** How the catalog changes, by the kind of clause. */
export const catalogEffects: { readonly [K in ClauseKind]: CatalogEffect<ClauseOf<K>> } = {
  "create-table": applies(applyCreate),
  "drop-table": applies(applyDrop),
  "rename-table": applies(applyRename),
  "truncate-table": nothing,
  "add-column": alters({ columns: addNewColumn, inlineKeys: addInlineKeys }),
  "drop-column": alters({ columns: dropOldColumn }),
  "modify-column": alters({ columns: writeColumn, inlineKeys: addInlineKeys }),
  "rename-column": alters({ columns: renameOldColumn }),
  "change-default": alters({ columns: changeDefault }),
  "reorder-column": alters({ columns: writeColumn, inlineKeys: addInlineKeys }),
  "column-visibility": alters({ columns: showColumn }),
  "add-index": alters({ keys: addNewIndex }),
  "drop-index": alters({ table: dropOldIndex }),
  "rename-index": alters({ table: renameOldIndex }),
  "index-visibility": alters({ keys: showIndex }),
  "add-primary-key": alters({ keys: addNewIndex }),
  "drop-primary-key": alters({ table: dropOldPrimaryKey }),
  "add-foreign-key": alters({ keys: addNewForeignKey }),
  "drop-foreign-key": alters({ table: dropOldForeignKey }),
  "add-check": alters({ keys: addNewCheck }),
  "drop-check": alters({ table: dropOldCheck }),
  "alter-check": alters({ keys: enforceCheck }),
  "drop-constraint": alters({ table: dropOldConstraint }),
  "change-charset": alters({ charset: setCharset }),
  "convert-charset": alters({ charset: setCharset, table: convertColumns }),
  "change-engine": alters({ table: setOptions }),
  "table-option": alters({ table: setOptions }),
  "table-comment": alters({ table: setOptions }),
  "rebuild-table": nothing,
  "keys-on-off": nothing,
  "order-by": nothing,
  "partition-by": alters({ table: partitionAnew }),
  "add-partition": alters({ table: addPartitions }),
  "drop-partition": alters({ table: dropPartitions }),
  "truncate-partition": nothing,
  "exchange-partition": { ...onlyFills("yes"), apply: exchangeRows },
  "reorganize-partition": alters({ table: reorganizePartitions }),
  "maintain-partition": nothing,
  "remove-partitioning": alters({ table: unpartition }),
  tablespace: alters({ table: setTablespace }, "yes"),
  "create-database": applies(addDatabase),
  "alter-database": applies(setDatabaseDefaults),
  "drop-database": applies(forgetDatabase),
  "create-view": applies(defineView),
  "alter-view": applies(defineView),
  "drop-view": applies(dropView),
  "create-routine": applies(defineRoutine),
  "alter-routine": nothing,
  "drop-routine": applies(dropProgram("routine")),
  "create-trigger": applies(defineTrigger),
  "drop-trigger": applies(dropProgram("trigger")),
  "create-event": applies(defineEvent),
  "alter-event": applies(defineEvent),
  "drop-event": applies(dropProgram("event")),
  "create-other": nothing,
  "alter-other": nothing,
  "drop-other": nothing,
  insert: onlyFills("from-query"),
  replace: onlyFills("from-query"),
  update: nothing,
  delete: nothing,
  select: nothing,
  "load-data": onlyFills("yes"),
  call: applies((replay, { object }) => {
    forgetRedefined(replay, object);
    replay.catalog.doubtful = true;
  }),
  account: nothing,
  privilege: nothing,
  "set-session": applies(({ session }, clause) => {
    if (!clause.forStatement) followSetting(session, clause);
  }),
  "set-global": nothing,
  "lock-tables": nothing,
  transaction: nothing,
  maintenance: nothing,
  server: nothing,
  replication: nothing,
  prepared: applies(({ catalog }) => {
    catalog.doubtful = true;
  }),
  unreadable: nothing,
};
