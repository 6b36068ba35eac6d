import type { Leaf, Piece } from "../document.ts";
import type { Style } from "./text.ts";

/** A piece that only a terminal knows: somebody's text without any markup, line feeds kept, in a style. */
export type TerminalPiece = Piece | { readonly plain: string; readonly style?: Style };

/** What a terminal can show: every block of a document, and the layouts of a list. */
export type TerminalBlock =
  | Leaf<TerminalPiece>
  | { readonly kind: "folded"; readonly summary: string; readonly body: readonly TerminalBlock[] }
  /** A paragraph after a lead that its width does not count. */
  | {
      readonly kind: "led";
      readonly lead: readonly TerminalPiece[];
      readonly text: readonly TerminalPiece[];
    }
  /** Never wrapped: to be copied, or to be looked for. */
  | { readonly kind: "verbatim"; readonly text: readonly TerminalPiece[] }
  /** Without a blank line between them. */
  | { readonly kind: "stack"; readonly blocks: readonly TerminalBlock[] }
  | { readonly kind: "indented"; readonly by: number; readonly blocks: readonly TerminalBlock[] }
  /** A list item: the mark stands before the first line, and the others below it are indented as far. */
  | { readonly kind: "item"; readonly mark: string; readonly blocks: readonly TerminalBlock[] };
