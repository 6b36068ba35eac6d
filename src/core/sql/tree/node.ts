/** Where something stands in the statement's text: UTF-16 indexes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What every node of a tree knows of itself; parentheses around the node are left out. */
export interface Placed extends Span {
  /** How many nodes stand one below another here, this one counted. No tree is higher than `highest`: a visitor may recurse. */
  readonly height: number;
}

/** A statement whose tree would be higher is unreadable: no server runs it either (error 1436), and visitors recurse. */
export const greatestHeight = 500;
