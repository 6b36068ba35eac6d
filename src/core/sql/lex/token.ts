export type TokenKind =
  | "word" // keyword or bare identifier
  | "name" // quoted identifier
  | "introducer" // _utf8mb4 before a literal; always a known character set
  | "string" // also N'…' and $$…$$
  | "number" // also 0x…, x'…', b'…'
  | "variable" // @a, @'a b', @@global.a; the @host of an account too
  | "parameter" // ?
  | "operator" // one operator or punctuation mark
  | "hint" // /*+ … */ where the server reads hints
  | "unknown"; // unterminated or not a token of MySQL's

/** Comments yield no token; the inside of an executable comment yields its tokens, marked `hidden`. */
export interface Token {
  kind: TokenKind;
  /** word: as written; name, string: decoded; variable: with its @, quotes decoded; else as written. */
  value: string;
  /** word, variable, introducer: A-Z for a-z (ASCII only, as keywords match); else the same as value. */
  upper: string;
  /** UTF-16 index into the statement's text. */
  start: number;
  end: number;
  /** Inside `/*! … *​/`: code that a reader takes for a comment. */
  hidden: boolean;
}
