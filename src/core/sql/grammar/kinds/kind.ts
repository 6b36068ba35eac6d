import type { Source } from "../../../words/source.ts";
import type { StatedKind } from "../../clause.ts";
import type { Cursor } from "../cursor.ts";

/** `chains`: it ends one and opens the next. `disconnects`: it ends one, and the server then ends the session. */
export type TransactionRole = "opens" | "opens-read-only" | "ends" | "chains" | "disconnects";

/** One kind of statement: how it opens, what it is called, what follows. */
export interface StatementKind {
  /** A syntax line (syntax.ts) that begins with a plain word and fits this kind of statement only. */
  opens: string;
  /** Upper snake case, the field's usual words. */
  type: string;
  source: Source;
  /** The rest, as a syntax line or as a reader of its own; neither = nothing follows. */
  rest?: string;
  read?: (c: Cursor) => void;
  /** The fact that it states, once for each table that it changes (or once, where it changes none); `read` may note its own. */
  clause?: StatedKind;
  /** It says so itself; what commits by the way is in implicit-commit.ts. */
  transaction?: TransactionRole;
  /** It works on TEMPORARY objects only. */
  temporary?: true;
}
