import type { Random } from "./random.ts";
import type { Shape } from "./shape.ts";

const schemes = [
  "HASH (n)",
  "HASH (n) PARTITIONS 4",
  "LINEAR HASH (n) PARTITIONS 5",
  "KEY (n) PARTITIONS 3",
  "LINEAR KEY () PARTITIONS 3",
  "HASH (n) (PARTITION a, PARTITION p7)",
  "RANGE (n) (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN (20), PARTITION c VALUES LESS THAN (30))",
  "RANGE (n) SUBPARTITION BY HASH (n) SUBPARTITIONS 2 (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN (20))",
  "LIST (n) (PARTITION a VALUES IN (1, 2), PARTITION b VALUES IN (3), PARTITION c VALUES IN (4))",
];

export function partitionedTable(random: Random): string {
  return `CREATE TABLE t (n INT NOT NULL, PRIMARY KEY (n)) PARTITION BY ${random.pick(schemes)}`;
}

/** One operation on the partitions; the server refuses some. */
export function alterPartitionedTable(random: Random, shape: Shape): { clauses: string } {
  const partitions = shape.partitions.length > 0 ? shape.partitions : ["a"];
  const one = random.pick(partitions);
  const name = random.pick(["a", "x", "y", "P1", "p2", "p9"]);
  const bound = 10 * (1 + random.int(6));
  const from = random.int(partitions.length);
  const several = partitions.slice(from, from + 1 + random.int(3)).join(", ");
  const clauses = random.pick([
    `ADD PARTITION PARTITIONS ${1 + random.int(3)}`,
    `ADD PARTITION (PARTITION ${name})`,
    `ADD PARTITION (PARTITION ${name} VALUES LESS THAN (${bound}))`,
    `ADD PARTITION (PARTITION ${name} VALUES IN (${bound}), PARTITION z${bound} VALUES IN (${bound + 1}))`,
    `COALESCE PARTITION ${1 + random.int(2)}`,
    `DROP PARTITION ${one}`,
    `REORGANIZE PARTITION ${one} INTO (PARTITION ${name} VALUES LESS THAN (${bound}))`,
    `REORGANIZE PARTITION ${one} INTO (PARTITION ${name} VALUES LESS THAN (${bound}), PARTITION z VALUES LESS THAN (${bound + 10}))`,
    `REORGANIZE PARTITION ${several} INTO (PARTITION ${name} VALUES LESS THAN (${bound}))`,
    `REORGANIZE PARTITION ${several} INTO (PARTITION ${name} VALUES IN (1, 2, 3, 4))`,
    "REORGANIZE PARTITION",
    `REBUILD PARTITION ${one}`,
    "PARTITION BY KEY (n) PARTITIONS 2",
    "REMOVE PARTITIONING",
    `TRUNCATE PARTITION ${one}`,
  ]);
  return { clauses };
}
