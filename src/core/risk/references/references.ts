import type { AssessedSearch } from "../../assessment.ts";
import type { TreeEntry } from "../../migration/compare-trees.ts";
import type { LeftOut } from "./select-code.ts";

/** What a search of the repository's code for the names came to. */
export type CodeReferences =
  | { known: true; files: number; leftOut: LeftOut; found: ReadonlyMap<string, NameReferences> }
  | { known: false; why: string };

/** Where one name is found. */
export interface NameReferences {
  certain: FoundLines;
  /** Spelt otherwise than in the database, or without its table: they may mean something else. */
  likely: FoundLines;
}

export interface FoundLines {
  count: number;
  /** By file and line. */
  first: readonly CodeLine[];
}

export interface CodeLine {
  file: string;
  line: number;
}

/** A question to the files of a commit: the answer can never change, in whichever order they are looked at. */
export interface CodeSearch<Answer> {
  /** Tells one question from another. */
  question: string;
  files: readonly TreeEntry[];
  /** In lower case: a file that holds none of them, in any case of letters, need not be looked at. */
  words: readonly string[];
  look(file: string, bytes: Uint8Array): void;
  answer(): Answer;
}

const shown = 20;

/** The same in whichever order they are added. */
export function addLines({ count, first }: FoundLines, lines: readonly CodeLine[]): FoundLines {
  return { count: count + lines.length, first: [...first, ...lines].sort(inOrder).slice(0, shown) };
}

function inOrder(a: CodeLine, b: CodeLine): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}

export function describeSearch(references: CodeReferences): AssessedSearch {
  if (!references.known) return { unknown: references.why };
  const { files, leftOut } = references;
  return { unknown: undefined, files, leftOut };
}
