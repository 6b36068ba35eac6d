import type { Problem } from "../words/problem.ts";
import type { MigrationKind } from "./migration.ts";

/** What a migration tool makes of its files. One file for each tool in formats/; the list is formats.ts. */
export interface Format {
  name: string;
  /** Whether a project with these files is this tool's, when the policy says `format: auto`. */
  detects(files: readonly NamedText[]): boolean;
  /** What the path says, or undefined where the tool would not take the file for a migration. */
  readName(path: string, text: string): FileName | undefined;
  /** What runs forward, what would undo it. */
  readSections(text: string): Sections;
  compareVersions(a: string, b: string): number;
  /** Whether the tool runs a new migration whose version is lower than one that ran already. */
  allowsOutOfOrder: boolean;
  /** The tool wants versions without a gap. */
  forbidsGaps?: boolean;
  /** How a file must be called, for the message: "V1__what_it_does.sql". */
  example: string;
}

interface NamedText {
  path: string;
  text: string;
}

interface FileName {
  version: string | undefined;
  kind: MigrationKind;
}

/** Part of a file, in UTF-16 indexes. */
export interface Section {
  start: number;
  end: number;
  /** One statement, whatever `;` it holds. */
  whole?: boolean;
  /** Instead of `;`. */
  delimiter?: string;
  /** What the tool replaces by a value, the name being its first group; what has no value it refuses. */
  placeholders?: RegExp;
}

export interface Sections {
  up: readonly Section[];
  down: readonly Section[];
  problems: readonly SectionProblem[];
}

/** A problem at an index of the text. */
export type SectionProblem = Omit<Problem, "file" | "line" | "column"> & { index: number };

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A file that has no sections: all of it runs forward. */
export function wholeFile(text: string): Sections {
  return { up: [{ start: 0, end: text.length }], down: [], problems: [] };
}

/** Versions of digits: 10 comes after 9, 01 is 1. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Versions of several numbers, `1.2.10`: a missing part is 0. */
export function compareDotted(a: string, b: string): number {
  const left = a.split(/[._-]/);
  const right = b.split(/[._-]/);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareNumbers(left[i] ?? "0", right[i] ?? "0");
    if (order !== 0) return order;
  }
  return 0;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
