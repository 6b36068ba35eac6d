/** Tables that hold an expression over `a`, and how the server names what depends on it. */
const tables = {
  key: "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, KEY f ((a + 1)))",
  generated: "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, g INT AS (a + b))",
  default: "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, d INT DEFAULT (a + 1))",
  check: "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, CONSTRAINT k CHECK (t.a > 0))",
  checks: "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, CONSTRAINT k CHECK (a > b))",
  hash: "CREATE TABLE t (id INT, a INT, b INT) PARTITION BY HASH (a + 1) PARTITIONS 2",
  columns:
    "CREATE TABLE t (id INT, a INT, b INT) PARTITION BY RANGE COLUMNS (b, a) (PARTITION p VALUES LESS THAN (9, MAXVALUE))",
  sub: "CREATE TABLE t (id INT, a INT, b INT) PARTITION BY RANGE (b) SUBPARTITION BY KEY (a) (PARTITION p VALUES LESS THAN (9))",
  json: "CREATE TABLE t (id INT, a JSON, KEY f ((CAST(a->'$.n' AS UNSIGNED))))",
};
const { key, generated, check, checks, hash, columns, sub, json } = tables;
const plain = "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT)";

/** Scripts whose last statement takes a column away from an expression, or writes one over what is not there. */
export const refusedExpressions: readonly [error: number, script: string][] = [
  [3837, `${key}; ALTER TABLE t RENAME COLUMN a TO z`],
  [3837, `${key}; ALTER TABLE t CHANGE A z BIGINT`],
  [3837, `${json}; ALTER TABLE t DROP COLUMN a`],
  [3108, `${generated}; ALTER TABLE t RENAME COLUMN a TO z`],
  [3108, `${generated}; ALTER TABLE t DROP COLUMN b`],
  [3766, `${tables.default}; ALTER TABLE t CHANGE a z INT`],
  [3766, `${tables.default}; ALTER TABLE t DROP COLUMN a, RENAME COLUMN d TO e`],
  [3959, `${check}; ALTER TABLE t RENAME COLUMN a TO z`],
  [3959, `${checks}; ALTER TABLE t DROP COLUMN a`],
  [3855, `${hash}; ALTER TABLE t DROP COLUMN a`],
  [3855, `${columns}; ALTER TABLE t RENAME COLUMN a TO z`],
  [3855, `${sub}; ALTER TABLE t CHANGE a z INT`],
  [1054, `${plain}; ALTER TABLE t RENAME COLUMN a TO z, ADD CHECK (a > 0)`],
  [1054, `${plain}; ALTER TABLE t DROP COLUMN a, ADD g INT AS (a + 1)`],
  [1054, `${plain}; ALTER TABLE t ADD KEY ((nobody + 1))`],
  [1054, `${plain}; ALTER TABLE t PARTITION BY HASH (nobody)`],
  [1054, `${generated}; ALTER TABLE t RENAME COLUMN a TO z, MODIFY g INT AS (a + b)`],
  [1054, `${tables.default}; ALTER TABLE t DROP COLUMN a, MODIFY d INT DEFAULT (a)`],
  [1054, `${key}; ALTER TABLE t DROP COLUMN a, RENAME KEY f TO g`],
  [3820, "CREATE TABLE t (a INT, CHECK (nobody > 1))"],
  [1488, "CREATE TABLE t (a INT) PARTITION BY KEY (nobody)"],
  [1659, "CREATE TABLE t (a INT) PARTITION BY HASH (a); ALTER TABLE t MODIFY a VARCHAR(9)"],
  [1502, `${sub}; ALTER TABLE t MODIFY a TEXT`],
  [1491, `${hash}; ALTER TABLE t MODIFY a DOUBLE`],
];

/** Neighbours of those that the server takes. */
export const takenExpressions: readonly string[] = [
  `${key}; ALTER TABLE t DROP KEY f, RENAME COLUMN a TO z`,
  `${key}; ALTER TABLE t DROP COLUMN b`,
  `${key}; ALTER TABLE t MODIFY a BIGINT`,
  `${checks}; ALTER TABLE t RENAME COLUMN a TO A`,
  `${generated}; ALTER TABLE t DROP COLUMN g, RENAME COLUMN a TO z`,
  `${generated}; ALTER TABLE t RENAME COLUMN a TO z, MODIFY g INT AS (z + b)`,
  `${tables.default}; ALTER TABLE t ALTER d DROP DEFAULT, DROP COLUMN a`,
  `${check}; ALTER TABLE t DROP COLUMN a`,
  `${check}; ALTER TABLE t DROP CHECK k, RENAME COLUMN a TO z`,
  `${checks}; ALTER TABLE t DROP CONSTRAINT k, DROP COLUMN a`,
  `${hash}; ALTER TABLE t DROP COLUMN a REMOVE PARTITIONING`,
  `${hash}; ALTER TABLE t RENAME COLUMN a TO z PARTITION BY HASH (z) PARTITIONS 3`,
  `${plain}; ALTER TABLE t RENAME COLUMN a TO z, ADD CHECK (z > 0), ADD KEY ((z + b))`,
  "CREATE TABLE t (a INT) PARTITION BY KEY (a); ALTER TABLE t MODIFY a VARCHAR(9)",
];
