/** How the server reads quotes and version comments. */
export interface LexMode {
  /** `"` quotes an identifier. */
  ansiQuotes: boolean;
  /** A backslash in a string is a backslash. */
  noBackslashEscapes: boolean;
  /** Decides which version comments are code; undefined = unknown (every one is read as code). */
  engine: Engine | undefined;
}

/** `version` as in version comments: 80400 for 8.4.0, 101100 for MariaDB 10.11.0. */
export interface Engine {
  flavour: "mysql" | "mariadb";
  version: number;
}

export type TokenKind =
  | "word" // keyword or bare identifier
  | "name" // quoted identifier
  | "string"
  | "number" // also 0x…, x'…', b'…'
  | "variable" // @a, @@global.a
  | "parameter" // ?
  | "operator" // one operator or punctuation mark
  | "hint" // /*+ … */
  | "unknown"; // unterminated or not a token of MySQL's

/** Comments yield no token; the inside of an executable comment yields its tokens, marked `hidden`. */
export interface Token {
  kind: TokenKind;
  /** word: as written; name, string: decoded; else as written. */
  value: string;
  /** word: upper case; else the same as value. For keyword tests. */
  upper: string;
  /** UTF-16 index into the statement's text. */
  start: number;
  end: number;
  /** Inside `/*! … *​/`: code that a reader takes for a comment. */
  hidden: boolean;
}
