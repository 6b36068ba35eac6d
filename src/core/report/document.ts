/**
 * A report before it is written, made once for Markdown (a comment, a job summary) and for the terminal. Each rendering
 * makes other people's words harmless in its own way, so that a document says whose words they are.
 */

/**
 * A piece of a line. A string is our own and stands as it is: it holds no markup and nobody else's words. `prose` is a
 * sentence, where pairs of backticks are code.
 */
export type Piece =
  | string
  | { readonly prose: string }
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly link: string; readonly to: string };

/** What holds lines alone; a rendering may know more pieces. */
export type Leaf<OnePiece> =
  | { readonly kind: "heading"; readonly text: readonly OnePiece[] }
  | { readonly kind: "paragraph"; readonly text: readonly OnePiece[] }
  | { readonly kind: "footnote"; readonly text: readonly OnePiece[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly (readonly OnePiece[])[])[];
    }
  | { readonly kind: "code"; readonly language: "sql" | "diff" | "sh"; readonly text: string };

/** Blocks stand apart. */
export type DocumentBlock =
  | Leaf<Piece>
  | {
      readonly kind: "folded";
      readonly summary: string;
      /** Where the reader can fold: unfolded at first. */
      readonly open: boolean;
      readonly body: readonly DocumentBlock[];
    };
