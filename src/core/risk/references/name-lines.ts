import { isDeclared, isInSql, isQuoted, type Occurrence, receiverOf } from "./occurrence.ts";
import type { Spellings } from "./spellings.ts";

/** Lines that name something; false = for certain, true = likely. */
export type NameLines = ReadonlyMap<number, boolean>;

/**
 * A name of several words means the table wherever it stands; one of a single word (`users`) only where it is quoted or in
 * SQL, since code is full of such words. Other spellings, as ORMs have them, are likely.
 */
export function tableNamings(table: Spellings, found: readonly Occurrence[]): NameLines {
  return lines(found, (occurrence) => {
    const isSame = occurrence.word === table.same;
    if (!isSame && !table.other.has(occurrence.word)) return undefined;
    if (table.isCompound) return !isSame;
    if (isSame && (isQuoted(occurrence) || isInSql(occurrence))) return false;
    return isDeclared(occurrence) ? true : undefined;
  });
}

/** Around a line that names the table: a query, or the body of a class. */
const near = 20;

/**
 * For certain with its table before it (`users.age`), or, where the name is of several words, near to where the table is
 * named or in a file that is called after it. Likely wherever a file speaks of the table. A name of a single word, such as
 * `name`, is only ever likely by itself, and only just as it is written.
 */
export function columnNamings(
  table: Spellings,
  column: Spellings,
  file: string,
  found: readonly Occurrence[],
): NameLines {
  const isTable = (word: string | undefined) =>
    word !== undefined && (word === table.same || table.other.has(word));
  const named = [...tableNamings(table, found).keys()];
  const isTablesOwn = baseWords(file).some(isTable);
  const speaksOfTable = isTablesOwn || found.some(({ word }) => isTable(word));
  const belongs = ({ line }: Occurrence) => isTablesOwn || named.some((at) => Math.abs(at - line) <= near);
  const isLikelyAlone = (occurrence: Occurrence, isSame: boolean) => {
    if (column.isCompound) return speaksOfTable ? !isSame || !belongs(occurrence) : undefined;
    return belongs(occurrence) && occurrence.written === column.name ? true : undefined;
  };
  return lines(found, (occurrence) => {
    const isSame = occurrence.word === column.same;
    if (!isSame && !column.other.has(occurrence.word)) return undefined;
    const receiver = receiverOf(occurrence);
    return isTable(receiver) ? !isSame || receiver !== table.same : isLikelyAlone(occurrence, isSame);
  });
}

/** Each line once, certain where it is so once. */
function lines(found: readonly Occurrence[], isLikely: (one: Occurrence) => boolean | undefined): NameLines {
  const named = new Map<number, boolean>();
  for (const occurrence of found) {
    const likely = isLikely(occurrence);
    if (likely !== undefined) named.set(occurrence.line, likely && (named.get(occurrence.line) ?? true));
  }
  return named;
}

/** `src/UserOrderRepository.java`: userorder, for one. Folders say nothing: `users/` holds all sorts of files. */
function baseWords(path: string): string[] {
  const base = path.slice(path.lastIndexOf("/") + 1);
  const words = base.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).map((word) => word.toLowerCase());
  return words.map((_, i) => words.slice(0, i + 1).join(""));
}
