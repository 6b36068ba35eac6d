import type { Actor } from "../access/token.ts";

/** A comment on lines of the head's version of a file (side RIGHT). */
export interface ReviewComment {
  id: number;
  review: number;
  author: Actor;
  body: string;
  path: string;
  line: number;
  /** undefined = one line. */
  startLine: number | undefined;
  /** The head that it was written on, and the text of its lines there. */
  commit: string;
  text: string;
  createdAt: string;
  updatedAt: string;
}
