import { columnDefinition, generated } from "./column.ts";
import type { Random } from "./random.ts";

/** What the tables' foreign keys point at. */
export const parentTable =
  "CREATE TABLE parent (id INT NOT NULL PRIMARY KEY, a INT UNIQUE, b VARCHAR(20), KEY by_b (b))";

const primaryKeys = [
  "id INT NOT NULL AUTO_INCREMENT PRIMARY KEY",
  "id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)",
  "id INT PRIMARY KEY",
  "id INT, grp INT, PRIMARY KEY (id, grp)",
  "id SERIAL",
  "id INT NOT NULL UNIQUE",
  "id INT",
];

/** A table `t` that the server mostly takes. */
export function createTable(random: Random): string {
  const columns = Array.from({ length: 2 + random.int(5) }, (_, i) => ({
    name: `c${i + 1}`,
    type: columnDefinition(random),
  }));
  columns.push({ name: "n", type: "INT" });
  const parts = [random.pick(primaryKeys), ...columns.map(({ name, type }) => `${name} ${type}`)];
  if (random.chance(0.25)) parts.push(`g ${generated(random, columns)}`);
  if (random.chance(0.08)) parts.push(`h ${generated(random, columns)}`);
  const keys = random.chance(0.7) ? 1 + random.int(2) : 0;
  for (let i = 0; i < keys; i++) parts.push(index(random, columns));
  if (random.chance(0.2)) parts.push(foreignKey(random));
  if (random.chance(0.2)) parts.push(check(random));
  return `CREATE TABLE t (${parts.join(", ")})${options(random)}${random.chance(0.1) ? partitioning(random) : ""}`;
}

interface Named {
  name: string;
  type: string;
}

const spatial = /^(GEOMETRY|POINT) NOT NULL/i;
const needsLength = /^(TINY|MEDIUM|LONG)?(TEXT|BLOB)|^LONG /i;
const neverKey = /^(JSON|GEOMETRY|POINT)/i;
const words = /^(CHAR|VARCHAR|CHARACTER|NCHAR)|TEXT/i;

/** A key over one or two of the columns. */
export function index(random: Random, columns: readonly Named[]): string {
  const name = random.chance(0.5) ? ` k${random.int(9)}` : "";
  const texts = columns.filter(({ type }) => words.test(type));
  if (texts.length > 0 && random.chance(0.1)) return `FULLTEXT KEY${name} (${random.pick(texts).name})`;
  const places = columns.filter(({ type }) => spatial.test(type));
  if (places.length > 0 && random.chance(0.3)) return `SPATIAL KEY${name} (${random.pick(places).name})`;
  if (random.chance(0.05)) return `KEY${name} ((n + 1))`;
  const able = columns.filter(({ type }) => !neverKey.test(type));
  const list = random.some(able, 2).map((column) => part(random, column));
  const kind = random.pick(["KEY", "INDEX", "UNIQUE", "UNIQUE KEY", "KEY", "INDEX"]);
  return `${kind}${name} (${list.join(", ")})${random.chance(0.1) ? " INVISIBLE" : ""}`;
}

function part(random: Random, { name, type }: Named): string {
  const prefix = needsLength.test(type) || (/^(VAR)?(CHAR|BINARY)\(\d\d/i.test(type) && random.chance(0.2));
  return `${name}${prefix ? "(8)" : ""}${random.chance(0.2) ? " DESC" : ""}`;
}

const actions = ["", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE CASCADE", " ON UPDATE RESTRICT"];

export function foreignKey(random: Random): string {
  const name = random.pick(["", "CONSTRAINT fk1 ", "CONSTRAINT `fk2` "]);
  const target = random.pick([
    "(n) REFERENCES parent (id)",
    "(n) REFERENCES parent (a)",
    "(n) REFERENCES t (id)",
  ]);
  return `${name}FOREIGN KEY ${random.pick(["", "", "byn "])}${target}${random.pick(actions)}`;
}

export function check(random: Random): string {
  const name = random.pick(["", "CONSTRAINT ck1 ", "CONSTRAINT ck2 "]);
  // No literals: the server writes them anew when the column gets another type.
  const condition = random.pick(["n IS NOT NULL", "n = n OR n IS NULL", "n IS NOT NULL AND n = n"]);
  return `${name}CHECK (${condition})${random.pick(["", "", " NOT ENFORCED"])}`;
}

function options(random: Random): string {
  const all = [
    " ENGINE=InnoDB",
    " DEFAULT CHARSET=utf8mb4",
    " CHARSET=latin1",
    " CHARACTER SET utf8mb3",
    " COLLATE=utf8mb4_general_ci",
    " COMMENT='a table'",
    " ROW_FORMAT=COMPRESSED",
    " ROW_FORMAT=COMPACT",
    " ROW_FORMAT=REDUNDANT",
    " KEY_BLOCK_SIZE=8",
    " AUTO_INCREMENT=100",
    " STATS_PERSISTENT=1",
  ];
  return random.chance(0.5) ? random.some(all, 2).join("") : "";
}

export function partitioning(random: Random): string {
  return random.pick([
    " PARTITION BY HASH (id) PARTITIONS 3",
    " PARTITION BY HASH (id)",
    " PARTITION BY LINEAR HASH (id) PARTITIONS 4",
    " PARTITION BY RANGE COLUMNS (id) (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (MAXVALUE))",
    " PARTITION BY RANGE (id) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (20))",
    " PARTITION BY KEY (id) PARTITIONS 2",
    " PARTITION BY KEY () PARTITIONS 2",
    " PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (20))",
    " PARTITION BY LIST (id) (PARTITION p1 VALUES IN (1, 2), PARTITION p2 VALUES IN (3))",
  ]);
}
