import type { TableName } from "../../definition.ts";

/** `E` is Expression, which expression.ts makes of these: it cannot be imported here without a circle. */

/** As written: `1`, `1.50`, `.5`, `1e3`. */
export interface NumberLiteral {
  readonly kind: "number";
  readonly text: string;
}

export interface TextLiteral {
  readonly kind: "text";
  readonly value: string;
  /** Of an introducer, in lower case; `N'…'` is utf8mb3; undefined = the connection's. */
  readonly charset: string | undefined;
}

/** `0x…`, `x'…'`, `b'…'` as written: bytes, which count as a number only in arithmetic. */
export interface BitsLiteral {
  readonly kind: "bits";
  readonly text: string;
}

/** `DATE '…'`, `TIME '…'`, `TIMESTAMP '…'`, and ODBC's `{d '…'}`. */
export interface TemporalLiteral {
  readonly kind: "temporal";
  readonly type: "date" | "time" | "timestamp";
  readonly value: string;
}

export interface NullLiteral {
  readonly kind: "null";
}

export interface TruthLiteral {
  readonly kind: "truth";
  readonly value: boolean;
}

/** DEFAULT as the value of a column. */
export interface DefaultKeyword {
  readonly kind: "default";
}

/** `?` */
export interface Parameter {
  readonly kind: "parameter";
}

/** Without its @, in lower case. */
export interface UserVariable {
  readonly kind: "user-variable";
  readonly name: string;
}

/** As written from the name on, in lower case: `global.sql_mode`. */
export interface SystemVariable {
  readonly kind: "system-variable";
  readonly name: string;
}

/** `@a := value` */
export interface Assignment<E> {
  readonly kind: "assignment";
  readonly variable: string;
  readonly value: E;
}

/** A column, an alias, or in a stored program a variable: `resolve` tells. */
export interface ColumnReference {
  readonly kind: "column";
  readonly database: string | undefined;
  readonly table: string | undefined;
  readonly name: string;
}

/** `DEFAULT(a)` */
export interface DefaultOfColumn<E> {
  readonly kind: "default-of";
  readonly column: E;
}

/** `VALUES(a)` in ON DUPLICATE KEY UPDATE: what the row would have got. */
export interface InsertedValue<E> {
  readonly kind: "inserted-value";
  readonly column: E;
}

/** MariaDB's NEXT VALUE FOR and PREVIOUS VALUE FOR. */
export interface SequenceValue {
  readonly kind: "sequence-value";
  readonly sequence: TableName;
  readonly which: "next" | "previous";
}
