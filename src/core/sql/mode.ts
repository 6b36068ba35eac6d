import type { Engine } from "./engine.ts";

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
