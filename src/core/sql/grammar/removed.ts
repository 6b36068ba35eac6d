import type { RemovedSyntax } from "../uses.ts";
import { type Cursor, fail, isNext } from "./cursor.ts";
import { mayBeOlderThan } from "./may-be.ts";
import { noteFeature } from "./note-use.ts";

/** Guard: what is next is this syntax, and the server may be older than the version without it. Nothing is read. */
export function guardRemoved(c: Cursor, removed: RemovedSyntax, version: number, ...words: string[]) {
  if (!words.every((word, i) => isNext(c, word, i))) fail(c);
  noteFeature(c, removed);
  if (!mayBeOlderThan(c, version)) fail(c);
}

/** The same for what is these words alone, which are read. */
export function takeRemoved(c: Cursor, removed: RemovedSyntax, version: number, ...words: string[]) {
  guardRemoved(c, removed, version, ...words);
  c.at += words.length;
}
