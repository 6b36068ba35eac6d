import type { Alteration } from "./alteration.ts";
import type { Random } from "./random.ts";
import type { Shape } from "./shape.ts";

/** One operation on the partitions of a table. */
export function alterPartitions(random: Random, { partitions, partitioned = "" }: Shape): Alteration {
  if (random.chance(0.1)) return { clauses: "REMOVE PARTITIONING", separator: " " };
  const one = random.pick(partitions);
  const others = /^RANGE/.test(partitioned) ? ranges(random) : /^LIST/.test(partitioned) ? lists : hashes;
  const all = [
    `TRUNCATE PARTITION ${one}`,
    `ANALYZE PARTITION ${one}`,
    `CHECK PARTITION ${one}`,
    `REBUILD PARTITION ${random.pick(["ALL", one])}`,
    ...(others === hashes ? [] : [`DROP PARTITION ${one}`]),
    ...others,
    ...others,
  ];
  return { clauses: random.pick(all), separator: ", " };
}

const lists = [
  "ADD PARTITION (PARTITION p9 VALUES IN (99))",
  "ADD PARTITION (PARTITION p8 VALUES IN (98), PARTITION p9 VALUES IN (99))",
  "REORGANIZE PARTITION p1, p2 INTO (PARTITION pa VALUES IN (1, 2, 3))",
];

const hashes = [
  "ADD PARTITION PARTITIONS 2",
  "ADD PARTITION (PARTITION p9)",
  "COALESCE PARTITION 1",
  "REORGANIZE PARTITION",
];

function ranges(random: Random): string[] {
  const last = random.pick(["(99)", "MAXVALUE"]);
  return [
    `ADD PARTITION (PARTITION p9 VALUES LESS THAN ${last})`,
    `REORGANIZE PARTITION p1 INTO (PARTITION pa VALUES LESS THAN (5), PARTITION pb VALUES LESS THAN (10))`,
  ];
}
