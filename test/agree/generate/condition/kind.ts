import type { Column } from "./table.ts";

/**
 * Conditions of one kind, those that hold for every row beside those that nearly do. A form is SQL with places:
 *   {c} {d}               a column of the changed table, and another that compares as it does; {c name} without qualifier
 *   {low} {middle} {high} constants of c, with rows below, at, between and above them
 *   {least} {greatest}    what c's type can hold; {less} and {more} are one beyond
 *   {table} {key} {row}   the changed table, its first key column, its name or alias in the statement
 *   {other}               another table; {x} a column of it, which compares as c does where the form has both;
 *                         {x low} {x middle} {x high} constants of x
 *   {apart}               another table that has no column of c's name
 *   {linked} {own} {its}  another table, and the columns of the changed table and of it that pick partners; {own name}
 *   {sharing} {shared}    another table, and a column that both have
 */
export interface Kind {
  name: string;
  /** The columns that c may be; left out = any. */
  about?: (column: Column) => boolean;
  forms: readonly string[];
}

/** Table references in which the changed table is `a`, what stands after WHERE, and after WITH. */
export type JoinForm = readonly [tables: string, where?: string | undefined, expressions?: string];

export interface JoinKind {
  name: string;
  /** The aliases of the tables that are changed; b is {linked} or {other}. */
  changed: "a" | "a and b";
  forms: readonly JoinForm[];
}
