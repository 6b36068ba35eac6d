import type { Random } from "./random.ts";

/** A change whose success hangs on the rows that are there, with such rows. */
export interface GuardedChange {
  schema: string;
  /** INSERTs, each of which the schema takes. */
  rows: readonly string[];
  alter: string;
}

/** What ALTER TABLE t is asked to do, and the key that t has before. */
const alterations: readonly [key: string, clause: string][] = [
  ["KEY (id)", "ADD UNIQUE (n)"],
  ["KEY (id)", "ADD UNIQUE (n, m)"],
  ["KEY (id)", "ADD UNIQUE (v)"],
  ["KEY (id)", "ADD UNIQUE (v(2), m)"],
  ["KEY (id)", "ADD UNIQUE (s)"],
  ["KEY (id)", "ADD UNIQUE (s(1))"],
  ["KEY (id)", "ADD UNIQUE ((ABS(n)), m)"],
  ["KEY (id)", "ADD UNIQUE (b(2))"],
  ["KEY (id)", "MODIFY m INT UNIQUE"],
  ["KEY (id)", "MODIFY m INT NOT NULL"],
  ["KEY (id)", "CHANGE v v2 VARCHAR(20) NOT NULL"],
  ["KEY (id)", "ADD x INT NOT NULL DEFAULT 1 UNIQUE"],
  ["KEY (id)", "ADD x VARCHAR(3) DEFAULT 'a' UNIQUE"],
  ["KEY (id)", "ADD x DATE NOT NULL"],
  ["KEY (id)", "ADD x DATETIME(3) NOT NULL"],
  ["KEY (id)", "ADD PRIMARY KEY (n)"],
  ["KEY (id)", "ADD PRIMARY KEY (n, m)"],
  ["KEY (id)", "ADD PRIMARY KEY (s)"],
  ["PRIMARY KEY (id)", "ADD FOREIGN KEY (n) REFERENCES p (id)"],
  ["PRIMARY KEY (id)", "ADD FOREIGN KEY (v, m) REFERENCES p (k, l) ON DELETE SET NULL"],
  ["PRIMARY KEY (id)", "ADD CONSTRAINT own FOREIGN KEY (m) REFERENCES t (id)"],
  ["PRIMARY KEY (id)", "ADD CHECK (n > 1)"],
  ["PRIMARY KEY (id)", "ADD CHECK (v <> 'a' AND n < 3)"],
  ["PRIMARY KEY (id)", "ADD CHECK (`n` IN (1, 2) OR v IS NULL /* nobody */)"],
  ["PRIMARY KEY (id)", "ADD CONSTRAINT c CHECK (REGEXP_LIKE(v, '^\\\\w$')), ADD KEY (n)"],
  ["PRIMARY KEY (id), CONSTRAINT later CHECK (n < m) NOT ENFORCED", "ALTER CHECK later ENFORCED"],
  ["KEY (id)", "PARTITION BY RANGE (n) (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (3))"],
  ["KEY (id)", "PARTITION BY RANGE COLUMNS (v) (PARTITION a VALUES LESS THAN ('ab'))"],
  ["KEY (id)", "PARTITION BY LIST (n) (PARTITION a VALUES IN (-1, 1), PARTITION b VALUES IN (2))"],
  ["KEY (id)", "PARTITION BY LIST (ABS(m)) (PARTITION a VALUES IN (1, NULL), PARTITION b VALUES IN (3))"],
  ["PRIMARY KEY (id)", "CONVERT TO CHARACTER SET latin1"],
  ["PRIMARY KEY (id)", "CONVERT TO CHARACTER SET ascii"],
  ["PRIMARY KEY (id), UNIQUE (s)", "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci"],
  ["PRIMARY KEY (id), UNIQUE (s(1), n)", "CONVERT TO CHARACTER SET utf8mb4"],
];

const numbers = ["NULL", "-1", "1", "2", "3"];
const texts = ["NULL", "'a'", "'A'", "'ab'", "'abc'", "'é'", "'日'"];

export function guardedChange(random: Random, nth: number): GuardedChange {
  const [key, clause] = alterations[nth % alterations.length] ?? ["KEY (id)", "FORCE"];
  const schema = `CREATE TABLE p (id INT PRIMARY KEY, k VARCHAR(20), l INT, UNIQUE (k, l)) CHARSET utf8mb4;
CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT, n INT, m INT, v VARCHAR(20), s VARCHAR(20) COLLATE utf8mb4_bin, b BLOB, ${key}) CHARSET utf8mb4;`;
  const parents = ["(1, 'a', 1)", "(2, 'ab', 2)", "(3, NULL, 3)"].map((row) => `INSERT INTO p VALUES ${row}`);
  const rows = Array.from({ length: random.int(4) }, () => {
    const [n, m] = [random.pick(numbers), random.pick(numbers)];
    const [v, s, b] = [random.pick(texts), random.pick(texts), random.pick(texts)];
    return `INSERT IGNORE INTO t (n, m, v, s, b) VALUES (${n}, ${m}, ${v}, ${s}, ${b})`;
  });
  return { schema, rows: [...parents, ...rows], alter: `ALTER TABLE t ${clause}` };
}
