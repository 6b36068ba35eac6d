import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  Partitioning,
  TableDefinition,
  TableName,
  TableOptions,
} from "./definition.ts";

/** About a table. */
export interface OnTable {
  /** As the statement names it, `db.table` where it names the database. */
  table: string;
  /** The same name, taken apart. */
  target: TableName;
}

/** About no table. */
export interface OnNoTable {
  table: "";
  target: undefined;
}

interface OnColumn extends OnTable {
  /** As the table calls it before the statement. */
  column: string;
}

interface OnIndex extends OnTable {
  index: string;
}

interface OnConstraint extends OnTable {
  /** Of a foreign key, a CHECK or, in DROP CONSTRAINT, whatever has the name. */
  constraint: string;
}

/** About a table or about none: `table` is then "". */
interface PerhapsOnTable {
  table: string;
  target: TableName | undefined;
}

interface OnTwoTables extends OnTable {
  other: TableName;
}

/** Noted when the whole statement is read, which may stand in another one. */
export interface Stated {
  /** The program in whose body the statement stands, or the prepared statement; undefined = it stands by itself. */
  within: string | undefined;
}

export type RunCondition = "if-exists" | "if-not-exists" | "or-replace";

interface Conditional {
  /** undefined = it runs on no condition. */
  condition: RunCondition | undefined;
}

/** What is no table and has a name: a database, a program, a tablespace, an account, … */
interface Named {
  object: string;
}

interface PerhapsNamed {
  /** The last one that the statement names; undefined = it names none. */
  object: string | undefined;
}

interface Setting extends OnNoTable {
  /** In lower case, but for user variables, which begin with @. */
  variable: string;
  /** SQL text; "" where the statement has another form than `variable = value`. */
  value: string;
  /** It holds while the statement runs, and no longer. */
  forStatement: boolean;
}

interface WithOptions {
  options: TableOptions;
}

/** `ignores` = it says IGNORE: what breaks a rule is left out or bent. */
type RowChange = OnTable & { ignores: boolean };

/** Whether INSERT says which columns it fills: in parentheses, where they may be none, or by SET. */
interface WithColumns {
  columns: "named" | "unnamed";
}

/** `PARTITION ALL`, or the partitions named. */
type Partitions = readonly string[] | "all";

type StatedProgram = OnNoTable & Stated & Conditional & Named;
type View = OnTable & Stated & Conditional & { definer: string | undefined };
type StorageObject = PerhapsOnTable & Stated & Conditional & PerhapsNamed;

export type TriggerEvent = "insert" | "update" | "delete";

/** Every kind of clause, in the field's usual words, with what each says. */
interface ClauseFields {
  "create-table": OnTable & Conditional & { tableDefinition: TableDefinition };
  "drop-table": OnTable & Stated & Conditional & { temporary: boolean };
  /** `to` is the new name as the statement writes it, `other` the same taken apart. */
  "rename-table": OnTwoTables & { to: string };
  "truncate-table": OnTable;
  "add-column": OnColumn & { definition: ColumnDefinition };
  "drop-column": OnColumn;
  /** MODIFY, and CHANGE, which may give it a new name: `to`. */
  "modify-column": OnColumn & { definition: ColumnDefinition; to: string | undefined };
  /** With the definition that CHANGE repeats. */
  "rename-column": OnColumn & { to: string; definition: ColumnDefinition | undefined };
  /** SQL text; undefined = the column has none any more. */
  "change-default": OnColumn & { default: string | undefined };
  /** A MODIFY or CHANGE that only moves it. */
  "reorder-column": OnColumn & { definition: ColumnDefinition; to: string | undefined };
  "column-visibility": OnColumn & { visible: boolean };
  /** `index` is undefined where the server names it. */
  "add-index": OnTable & { index: string | undefined; indexDefinition: IndexDefinition };
  "drop-index": OnIndex;
  "rename-index": OnIndex & { to: string };
  "index-visibility": OnIndex & { visibility: "VISIBLE" | "INVISIBLE" | "IGNORED" | "NOT IGNORED" };
  "add-primary-key": OnTable & { index: string | undefined; indexDefinition: IndexDefinition };
  "drop-primary-key": OnIndex;
  "add-foreign-key": OnTable & { constraint: string | undefined; foreignKey: ForeignKeyDefinition };
  "drop-foreign-key": OnConstraint;
  "add-check": OnTable & { constraint: string | undefined; check: CheckDefinition };
  "drop-check": OnConstraint;
  "alter-check": OnConstraint & { enforced: boolean };
  "drop-constraint": OnConstraint;
  "change-charset": OnTable & WithOptions;
  "convert-charset": OnTable & WithOptions;
  "change-engine": OnTable & WithOptions;
  /** undefined = it is no option that has a value: SECONDARY_LOAD, WITH SYSTEM VERSIONING. */
  "table-option": OnTable & { options: TableOptions | undefined };
  "table-comment": OnTable & WithOptions;
  "rebuild-table": OnTable;
  "keys-on-off": OnTable;
  "order-by": OnTable;
  "partition-by": OnTable & { partitioning: Partitioning };
  /** By name, or how many; neither is valid syntax, which the server refuses with error 1514. */
  "add-partition": OnTable & {
    partitions: readonly string[] | undefined;
    partitionCount: number | undefined;
  };
  "drop-partition": OnTable & { partitions: readonly string[] };
  "truncate-partition": OnTable & { partitions: Partitions };
  /** `other` is the table that the partition is exchanged with. */
  "exchange-partition": OnTwoTables & { partitions: readonly string[] };
  /** COALESCE takes `partitionCount` away; REORGANIZE makes `intoPartitions` of `partitions`, or names none of either. */
  "reorganize-partition": OnTable & {
    partitions: readonly string[] | undefined;
    intoPartitions: readonly string[] | undefined;
    partitionCount: number | undefined;
  };
  /** `operation` is its word: ANALYZE, CHECK, OPTIMIZE, REBUILD, REPAIR. */
  "maintain-partition": OnTable & { operation: string; partitions: Partitions };
  "remove-partitioning": OnTable;
  /** DISCARD and IMPORT change the table's file, an option says where it is kept, ALTER TABLESPACE is about no table. */
  tablespace:
    | (OnTable & { changes: "file"; partitions: Partitions | undefined })
    | (OnTable & WithOptions & { changes: "option" })
    | (OnNoTable & Stated & PerhapsNamed & { changes: "tablespace" });
  "create-database": OnNoTable & Stated & Conditional & Named & { options: TableOptions | undefined };
  "alter-database": OnNoTable & Stated & Conditional & PerhapsNamed & { options: TableOptions | undefined };
  /** Also CREATE OR REPLACE DATABASE, whose options are the new one's. */
  "drop-database": OnNoTable & Stated & Conditional & Named & { options: TableOptions | undefined };
  "create-view": View;
  "alter-view": View;
  "drop-view": View;
  "create-routine": OnNoTable & Named;
  "alter-routine": StatedProgram;
  "drop-routine": StatedProgram;
  /** `events` are what fires it. */
  "create-trigger": OnTable & Named & { events: readonly TriggerEvent[] };
  "drop-trigger": StatedProgram;
  "create-event": OnNoTable & Named;
  "alter-event": OnNoTable & Named;
  "drop-event": StatedProgram;
  "create-other": StorageObject;
  "alter-other": StorageObject;
  "drop-other": StorageObject;
  insert: RowChange & WithColumns;
  replace: RowChange & WithColumns;
  update: RowChange;
  delete: RowChange;
  /** `intoFile` is the word by which it writes a file of the server's. */
  select: OnNoTable & Stated & { intoFile: "OUTFILE" | "DUMPFILE" | undefined };
  /** IMPORT TABLE names no table. */
  "load-data": OnTable | (OnNoTable & Stated);
  call: OnNoTable & Stated & Named;
  account: OnNoTable & Stated & Conditional & PerhapsNamed;
  privilege: OnNoTable & Stated & PerhapsNamed;
  "set-session": Setting;
  "set-global": Setting;
  /** UNLOCK TABLES names none. */
  "lock-tables": OnTable | (OnNoTable & Stated);
  transaction: OnNoTable & Stated;
  maintenance: PerhapsOnTable & Stated;
  server: PerhapsOnTable & Stated & Conditional & PerhapsNamed;
  replication: OnNoTable & Stated & PerhapsNamed;
  prepared: OnNoTable & Stated & PerhapsNamed;
  unreadable: OnNoTable;
}

export type ClauseKind = keyof ClauseFields;

interface OfKind<K> {
  kind: K;
  /** Written inside the body of a routine, trigger or event: it runs later, when that one does. */
  deferred?: true;
}

/** A clause of one kind, or of one of several. */
export type ClauseOf<K extends ClauseKind> = { [One in K]: OfKind<One> & ClauseFields[One] }[K];

/** One fact that a statement states about one object: what the grammar alone can tell. */
export type Clause = ClauseOf<ClauseKind>;

/** Those that are noted when the whole statement is read: note-statement.ts. */
export type StatedKind = {
  [K in ClauseKind]: [Extract<ClauseOf<K>, Stated>] extends [never] ? never : K;
}[ClauseKind];

/** What a clause says beside the table that it is about. */
type OwnFields<One> = One extends OnTable ? Omit<One, keyof OnTable> : never;

/** Notes one clause about the table that the statement alters. */
export type Note = (clause: OwnFields<Clause>) => void;

export function isOf<K extends ClauseKind>(clause: Clause, kind: K): clause is Extract<Clause, ClauseOf<K>> {
  return clause.kind === kind;
}

/** It says TEMPORARY: nobody else sees its object. */
export function isTemporary(clause: Clause): boolean {
  if (clause.kind === "drop-table") return clause.temporary;
  return clause.kind === "create-table" && clause.tableDefinition.temporary;
}
