/** How the server reads quotes and version comments. */
export interface LexMode {
  /** `"` quotes an identifier. */
  ansiQuotes: boolean;
  /** A backslash in a string is a backslash. */
  noBackslashEscapes: boolean;
  /** `||` concatenates; missing = no, it is OR. */
  pipesAsConcat?: boolean;
  /** NOT binds as tightly as `!`; missing = no. */
  highNotPrecedence?: boolean;
  /**
   * Decides which version comments are code, and whether `$$` quotes. undefined = unknown: every version comment is
   * read as code; version 0 reads every one as a comment. A caller that needs
   * the worse of both readings lexes the text twice.
   */
  engine: Engine | undefined;
}

/** `version` as in version comments: 80400 for 8.4.0, 101100 for MariaDB 10.11.0. */
export interface Engine {
  flavour: "mysql" | "mariadb";
  version: number;
  /** The oldest server that the name covers, where it names no patch: what they do differently counts as the worst. */
  oldest?: number;
}

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
