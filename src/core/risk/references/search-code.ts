import type { TreeEntry } from "../../migration/compare-trees.ts";
import { decodeRoughly } from "../../sql/split/decode.ts";
import { type DroppedName, nameKey } from "./dropped-names.ts";
import { columnNamings, type NameLines, tableNamings } from "./name-lines.ts";
import { occurrences } from "./occurrence.ts";
import { addLines, type CodeSearch, type NameReferences } from "./references.ts";
import { type Spellings, spellingsOf } from "./spellings.ts";

type Found = Map<string, NameReferences>;

/** Asks the files where they name what a change takes away. */
export function searchFor(names: readonly DroppedName[], files: readonly TreeEntry[]): CodeSearch<Found> {
  const wanted = names.map((name) => ({
    key: nameKey(name),
    table: spellingsOf(name.table, { counts: true }),
    column: name.column === undefined ? undefined : spellingsOf(name.column, { counts: false }),
  }));
  const words = new Set(
    wanted.flatMap(({ table, column }) => [...all(table), ...(column ? all(column) : [])]),
  );
  const found: Found = new Map(wanted.map(({ key }) => [key, nothing]));
  return {
    question: JSON.stringify(names.map(nameKey)),
    files,
    words: [...words],
    look(file, bytes) {
      // As git tells binary files: https://git-scm.com/docs/gitattributes#_marking_files_as_binary
      if (bytes.subarray(0, 8000).includes(0)) return;
      const there = occurrences(decodeRoughly(bytes), words);
      if (there.length === 0) return;
      for (const { key, table, column } of wanted) {
        const lines = column ? columnNamings(table, column, file, there) : tableNamings(table, there);
        found.set(key, addNamings(found.get(key) ?? nothing, file, lines));
      }
    },
    answer: () => found,
  };
}

const nothing: NameReferences = { certain: { count: 0, first: [] }, likely: { count: 0, first: [] } };

function addNamings({ certain, likely }: NameReferences, file: string, named: NameLines): NameReferences {
  const lines = [...named].map(([line, isLikely]) => ({ file, line, isLikely }));
  const of = (wanted: boolean) =>
    lines.filter(({ isLikely }) => isLikely === wanted).map(({ line }) => ({ file, line }));
  return { certain: addLines(certain, of(false)), likely: addLines(likely, of(true)) };
}

function all({ same, other }: Spellings): string[] {
  return [same, ...other];
}
