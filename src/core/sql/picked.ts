/**
 * Of an UPDATE or DELETE over one table whose whole condition is that a column equals a literal, without ORDER BY and
 * LIMIT. Most changes of rows look like this, and need no tree to be weighed.
 */
export interface Picked {
  readonly kind: "update" | "delete";
  readonly column: string;
  /** The number as written, or the text without its quotes. */
  readonly literal: { readonly kind: "number" | "string"; readonly value: string };
}
