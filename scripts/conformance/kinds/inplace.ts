import { join } from "node:path";
import type { DescribedStatement } from "../../../src/core/change/change.ts";
import type { Outcome } from "../kind.ts";
import { readAlter } from "../read-alter.ts";
import { readJsonLines } from "../read-corpus.ts";

interface Case {
  alter: string;
  metadata_only_inplace: boolean | null;
}

/** A table on which every case can run: the linter judged them without one. */
const table = `CREATE TABLE t1 (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20), col VARCHAR(20), c INT, d INT,
  KEY a (a), KEY b (b), KEY c (c)) CHARSET latin1`;
const partitioned = `CREATE TABLE t1 (a INT) PARTITION BY RANGE (a)
  (PARTITION p1 VALUES LESS THAN (1), PARTITION p2 VALUES LESS THAN (2), PARTITION p3 VALUES LESS THAN (3))`;

/**
 * What touches no row is not taken for a copy; what may touch rows is never taken for metadata only. What the linter
 * judges both ways, under two settings, is left out.
 */
export function checkInplace(directory: string): Outcome | undefined {
  const all = readJsonLines<Case>(join(directory, "inplace", "spirit.jsonl"));
  if (!all) return undefined;
  const cases = all.filter(({ alter, metadata_only_inplace: wanted }) =>
    all.every((other) => other.alter !== alter || other.metadata_only_inplace === wanted),
  );
  const failures = cases.flatMap(({ alter, metadata_only_inplace: wanted }) => {
    const read = readAlter(alter, /partition/i.test(alter) ? partitioned : table);
    const cheap = read !== undefined && isMetadataOnly(read);
    return cheap === (wanted === true)
      ? []
      : [`${alter}\n  want ${wanted}, got ${read?.algorithm}, rebuilds ${read?.rebuilds}`];
  });
  return { cases: cases.length, failures, bar: 1 };
}

/** An index is built from every row, in place or not. */
function isMetadataOnly({ algorithm, rebuilds, changes }: DescribedStatement): boolean {
  return (
    algorithm !== "COPY" && rebuilds === false && changes.every(({ clause }) => clause.kind !== "add-index")
  );
}
