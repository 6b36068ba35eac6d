import { describe, expect, it } from "vitest";
import { emptyCatalog } from "../schema/catalog.ts";
import type { Engine } from "../sql/engine.ts";
import type { Algorithm, DataLoss, Lock } from "./change.ts";
import { replayScript } from "./replay-script.ts";

const mysql97: Engine = { flavour: "mysql", version: 90704 };
const mysql57: Engine = { flavour: "mysql", version: 50744 };
const mysql8012: Engine = { flavour: "mysql", version: 80012 };
const mariadb: Engine = { flavour: "mariadb", version: 101119 };

const base = `CREATE TABLE p (id INT NOT NULL PRIMARY KEY);
CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT, a INT NOT NULL DEFAULT 0, b VARCHAR(50) DEFAULT 'x', c VARCHAR(60),
  e ENUM('x','y') NOT NULL DEFAULT 'x', st SET('p','q'), d DATETIME, n INT, tx TEXT, v INT AS (a+1) VIRTUAL, s INT AS (a+2) STORED,
  PRIMARY KEY (id), KEY ka (a), KEY kb (b)) CHARSET=utf8mb4;
CREATE TABLE ft (id INT PRIMARY KEY, a INT, tx TEXT, FULLTEXT KEY f (tx)) CHARSET=utf8mb4;
CREATE TABLE pt (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));
CREATE TABLE ph (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 4;
CREATE TABLE z (id INT PRIMARY KEY, a INT) ROW_FORMAT=COMPRESSED;
CREATE TABLE m (id INT PRIMARY KEY) ENGINE=MyISAM;`;

function last(sql: string, engine: Engine | undefined = mysql97) {
  const { statements } = replayScript(`${base}\n${sql}`, { engine, catalog: emptyCatalog() });
  const statement = statements.at(-1);
  if (!statement?.parsed) throw new Error(`not read: ${sql}: ${statement?.unparsed}`);
  return statement;
}

/** As MySQL 9.7 and MariaDB 10.11 were seen to run them (ALGORITHM and LOCK accepted; rebuilt or not). */
const costs: [
  sql: string,
  algorithm: Algorithm | undefined,
  lock: Lock | undefined,
  rebuilds: boolean | undefined,
  engine?: Engine | undefined,
][] = [
  ["ALTER TABLE t ADD COLUMN (age INT NOT NULL)", "INSTANT", "NONE", false],
  ["ALTER TABLE t ADD z INT AFTER a", "INPLACE", "NONE", true, mysql8012],
  ["ALTER TABLE t ADD z INT", "INSTANT", "NONE", false, mysql8012],
  ["ALTER TABLE t ADD z INT", "INPLACE", "NONE", true, mysql57],
  ["ALTER TABLE t ADD z INT", "INPLACE", "NONE", true, undefined],
  ["ALTER TABLE t ADD z INT, ALGORITHM=COPY", "COPY", "SHARED", true],
  ["ALTER TABLE t ADD z INT, ADD INDEX (z)", "INPLACE", "NONE", true],
  ["ALTER TABLE t ADD z INT UNIQUE", "INPLACE", "NONE", true],
  ["ALTER TABLE t ADD z TIMESTAMP NOT NULL", "INSTANT", "NONE", false],
  ["ALTER TABLE t ADD z DATETIME NOT NULL", "INPLACE", "NONE", true],
  ["ALTER TABLE t ADD z INT AS (a) FIRST", "COPY", "SHARED", true],
  ["ALTER TABLE t ADD z INT AS (a) UNIQUE", "COPY", "SHARED", true],
  ["ALTER TABLE t ADD z INT AS (a), RENAME COLUMN n TO m", "COPY", "SHARED", true],
  ["ALTER TABLE t DROP v, ADD z INT", "COPY", "SHARED", true],
  ["ALTER TABLE ft DROP id", "COPY", "SHARED", true],
  ["ALTER TABLE z DROP id", "COPY", "SHARED", true],
  ["ALTER TABLE z DROP id, ADD PRIMARY KEY (a)", "INPLACE", "NONE", true],
  ["CREATE TABLE u (a INT NOT NULL UNIQUE); ALTER TABLE u MODIFY a INT", "COPY", "SHARED", true],
  ["CREATE TABLE u (a INT, KEY ((a + 1))); ALTER TABLE u ADD z INT AS (a)", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY b VARCHAR(50) COLLATE utf8mb4_0900_ai_ci DEFAULT 'x'", "INSTANT", "NONE", false],
  ["ALTER TABLE t MODIFY b VARCHAR(50) COLLATE utf8mb4_general_ci DEFAULT 'x'", "COPY", "SHARED", true],
  [
    "CREATE TABLE u (a VARCHAR(5) CHARSET ascii); ALTER TABLE u MODIFY a VARCHAR(5) CHARSET latin1",
    "COPY",
    "SHARED",
    true,
  ],
  [
    "CREATE TABLE u (a TEXT CHARSET latin1); ALTER TABLE u MODIFY a TEXT COLLATE latin1_bin, FORCE",
    "INPLACE",
    "SHARED",
    true,
  ],
  [
    "CREATE TABLE u (a INT, CONSTRAINT c CHECK (a > 0)); ALTER TABLE u ALTER CHECK c ENFORCED",
    "INSTANT",
    "NONE",
    false,
  ],
  ["ALTER TABLE t ADD z INT CHECK (z > 0)", "COPY", "SHARED", true],
  ["ALTER TABLE t ADD z INT CHECK (z > 0)", "INSTANT", "NONE", false, mariadb],
  ["ALTER TABLE t ADD z INT REFERENCES p(id)", "COPY", "SHARED", true],
  ["ALTER TABLE t ADD z INT DEFAULT (1+1)", "COPY", "SHARED", true],
  ["ALTER TABLE t ADD z INT AS (a) STORED", "COPY", "SHARED", true],
  ["ALTER TABLE ft ADD z INT", "COPY", "SHARED", true],
  ["ALTER TABLE z ADD y INT", "INPLACE", "NONE", true],
  ["ALTER TABLE m ADD y INT", "COPY", "SHARED", true],
  ["ALTER TABLE unknown ADD y INT", undefined, undefined, undefined],
  ["ALTER TABLE t DROP n", "INSTANT", "NONE", false],
  ["ALTER TABLE t DROP a", "INPLACE", "NONE", true],
  ["ALTER TABLE t MODIFY n BIGINT", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY n INT(5)", "INSTANT", "NONE", false],
  ["ALTER TABLE t MODIFY b VARCHAR(60) DEFAULT 'x'", "INPLACE", "NONE", false],
  ["ALTER TABLE t MODIFY b VARCHAR(64) DEFAULT 'x'", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY b VARCHAR(20) DEFAULT 'x'", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY c VARCHAR(60) COLLATE utf8mb4_bin", "INPLACE", "NONE", false],
  ["ALTER TABLE t MODIFY b VARCHAR(50) COLLATE utf8mb4_bin DEFAULT 'x'", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY e ENUM('x','y','z') NOT NULL DEFAULT 'x'", "INSTANT", "NONE", false],
  ["ALTER TABLE t MODIFY e ENUM('y','x') NOT NULL DEFAULT 'x'", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY n INT NOT NULL", "INPLACE", "NONE", true],
  ["ALTER TABLE t MODIFY n INT FIRST", "INPLACE", "NONE", true],
  ["ALTER TABLE t MODIFY v INT AS (a+5) VIRTUAL", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY gone INT", undefined, undefined, undefined],
  ["ALTER TABLE t CHANGE n n2 INT", "INSTANT", "NONE", false],
  ["ALTER TABLE t ADD INDEX (n)", "INPLACE", "NONE", false],
  ["ALTER TABLE t ADD INDEX ((a+n))", "INPLACE", "SHARED", false],
  ["ALTER TABLE t ADD FULLTEXT (tx)", "INPLACE", "SHARED", true],
  ["ALTER TABLE ft ADD FULLTEXT g (tx)", "INPLACE", "SHARED", false],
  ["ALTER TABLE t DROP INDEX ka, ADD INDEX ka (a) USING BTREE", "INSTANT", "NONE", false],
  ["CREATE INDEX i ON t (n)", "INPLACE", "NONE", false],
  ["ALTER TABLE t DROP PRIMARY KEY", "COPY", "SHARED", true],
  ["ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (a)", "INPLACE", "NONE", true],
  ["ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id)", "COPY", "SHARED", true],
  [
    "SET foreign_key_checks = 0; ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id)",
    "INPLACE",
    "NONE",
    false,
  ],
  ["ALTER TABLE t ADD CHECK (a > 0)", "COPY", "SHARED", true],
  ["ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED", "INSTANT", "NONE", false],
  ["ALTER TABLE t ROW_FORMAT=COMPACT", "INPLACE", "NONE", true],
  ["ALTER TABLE t ENGINE=InnoDB", "INPLACE", "NONE", true],
  ["ALTER TABLE ft FORCE", "COPY", "SHARED", true],
  ["ALTER TABLE ft FORCE", "INPLACE", "SHARED", true, mariadb],
  ["ALTER TABLE t ENGINE=MyISAM", "COPY", "SHARED", true],
  ["ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "COPY", "SHARED", true],
  ["ALTER TABLE pt ADD PARTITION (PARTITION p1 VALUES LESS THAN (20))", "INPLACE", "NONE", false],
  ["ALTER TABLE ph ADD PARTITION PARTITIONS 2", "INPLACE", "SHARED", true],
  ["ALTER TABLE pt DROP PARTITION p0", "INPLACE", "NONE", false],
  ["ALTER TABLE pt OPTIMIZE PARTITION p0", "INPLACE", "NONE", true],
  ["ALTER TABLE pt OPTIMIZE PARTITION p0", "INPLACE", "NONE", true, mariadb],
  ["ALTER TABLE pt REPAIR PARTITION p0", "INSTANT", "NONE", false, mariadb],
  ["ALTER TABLE pt REBUILD PARTITION p0", "INPLACE", "SHARED", true],
  ["ALTER TABLE t DISCARD TABLESPACE", "COPY", "SHARED", true],
  ["RENAME TABLE t TO u", "INSTANT", "NONE", false],
  ["CREATE TEMPORARY TABLE x (a INT); ALTER TABLE x ADD b INT", "COPY", "NONE", true],
];

describe("what a statement costs", () => {
  it.each(costs)("%s: %s %s", (sql, algorithm, lock, rebuilds, ...rest) => {
    const engine = rest.length > 0 ? rest[0] : mysql97;
    const { statements } = replayScript(`${base}\n${sql}`, { engine, catalog: emptyCatalog() });
    expect(statements.at(-1)).toMatchObject({ parsed: true });
    const { algorithm: a, lock: l, rebuilds: r } = statements.at(-1) ?? {};
    expect([a, l, r]).toEqual([algorithm, lock, rebuilds]);
  });

  it("counts row versions up to the engine's limit", () => {
    const add = (n: number) => Array.from({ length: n }, (_, i) => `ALTER TABLE t ADD z${i} INT;`).join("\n");
    const old: Engine = { flavour: "mysql", version: 80400 };
    expect(last(add(64), old).algorithm).toBe("INSTANT");
    expect(last(add(65), old).algorithm).toBe("INPLACE");
    expect(last(add(66), old).algorithm).toBe("INSTANT");
    expect(last(add(65), mysql97).algorithm).toBe("INSTANT");
    expect(last(add(256), mysql97).algorithm).toBe("INPLACE");
  });
});

describe("whether data is lost", () => {
  const cases: [sql: string, loss: DataLoss][] = [
    ["ALTER TABLE t MODIFY n BIGINT", "none"],
    ["ALTER TABLE t MODIFY n SMALLINT", "lossy"],
    ["ALTER TABLE t MODIFY n INT UNSIGNED", "lossy"],
    ["ALTER TABLE t MODIFY b VARCHAR(20)", "lossy"],
    ["ALTER TABLE t MODIFY b VARCHAR(60)", "none"],
    ["ALTER TABLE t MODIFY b TINYTEXT", "none"],
    ["ALTER TABLE t MODIFY c TINYTEXT CHARACTER SET utf8mb4", "none"],
    ["ALTER TABLE t MODIFY b CHAR(100)", "lossy"],
    ["ALTER TABLE t MODIFY b VARCHAR(50) CHARACTER SET latin1", "lossy"],
    ["ALTER TABLE t MODIFY d DATETIME(6)", "none"],
    ["ALTER TABLE t MODIFY d DATE", "lossy"],
    ["ALTER TABLE t MODIFY e ENUM('y','x')", "none"],
    ["ALTER TABLE t MODIFY st SET('p','q','r')", "none"],
    ["ALTER TABLE t MODIFY st SET('q','p')", "lossy"],
    ["ALTER TABLE t MODIFY e ENUM('x')", "lossy"],
    ["ALTER TABLE t MODIFY v BIGINT AS (a) VIRTUAL", "none"],
    [
      "CREATE TABLE u (a INT, g INT AS (a + 1) STORED); ALTER TABLE u MODIFY g INT AS (a + 2) STORED",
      "lossy",
    ],
    ["CREATE TABLE u (a INT, g INT AS (a + 1) STORED); ALTER TABLE u MODIFY g INT AS (`A`+1) STORED", "none"],
    ["CREATE TABLE u (a INT, g INT AS (a + 1) STORED); ALTER TABLE u MODIFY g INT", "none"],
    ["CREATE TABLE u (a INT, b INT, g INT AS (a) STORED); ALTER TABLE u MODIFY b INT AS (a) STORED", "lossy"],
    ["ALTER TABLE t MODIFY n INT NOT NULL", "none"],
    ["SET sql_mode = ''; ALTER TABLE t MODIFY n INT NOT NULL", "lossy"],
    ["ALTER TABLE t MODIFY gone INT", "unknown"],
    ["ALTER TABLE unknown MODIFY a INT", "unknown"],
    ["ALTER TABLE t DROP v", "none"],
    ["ALTER TABLE t DROP n", "lossy"],
    ["ALTER TABLE t ENGINE=BLACKHOLE", "lossy"],
    ["ALTER TABLE t CONVERT TO CHARACTER SET latin1", "lossy"],
    ["ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4", "none"],
    ["ALTER TABLE t CONVERT TO CHARACTER SET ascii", "lossy"],
    ["CREATE TABLE u (a ENUM('é') CHARSET latin1); ALTER TABLE u CONVERT TO CHARACTER SET utf8mb4", "lossy"],
    ["CREATE TABLE u (a ENUM('e') CHARSET latin1); ALTER TABLE u CONVERT TO CHARACTER SET utf8mb4", "none"],
    ["CREATE TABLE u (a ENUM('e') CHARSET latin1); ALTER TABLE u CONVERT TO CHARACTER SET utf16", "lossy"],
    ["ALTER TABLE t MODIFY c VARCHAR(61), DEFAULT CHARACTER SET latin1", "lossy"],
    ["ALTER TABLE t MODIFY c VARCHAR(61), DEFAULT CHARACTER SET utf16", "none"],
    ["CREATE TABLE u (a FLOAT(8,2)); ALTER TABLE u MODIFY a DOUBLE(10,2)", "lossy"],
    ["CREATE TABLE u (a FLOAT(8,2)); ALTER TABLE u MODIFY a FLOAT(9,2)", "none"],
    ["DROP TABLE t", "lossy"],
    ["CREATE TEMPORARY TABLE x (a INT); DROP TABLE x", "none"],
    ["INSERT INTO t (a) VALUES (1)", "none"],
    ["INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2", "lossy"],
    ["UPDATE t SET a = 1 WHERE id = 1", "lossy"],
    ["CALL p()", "unknown"],
  ];
  it.each(cases)("%s: %s", (sql, loss) => expect(last(sql).dataLoss).toBe(loss));
});

describe("changes", () => {
  it("tells a rename from a change of type, and both from a move", () => {
    const kinds = (sql: string) => last(sql).changes.map(({ clause }) => clause.kind);
    expect(kinds("ALTER TABLE t CHANGE n n2 INT")).toEqual(["rename-column"]);
    expect(kinds("ALTER TABLE t CHANGE n n2 BIGINT")).toEqual(["rename-column", "modify-column"]);
    expect(kinds("ALTER TABLE t MODIFY n INT FIRST")).toEqual(["reorder-column"]);
    expect(kinds("ALTER TABLE t MODIFY n BIGINT")).toEqual(["modify-column"]);
  });

  it("marks what works on tables that the same pull request creates", () => {
    const script = "CREATE TABLE n (a INT);\nALTER TABLE n DROP a;\nDROP TABLE old;";
    const { statements } = replayScript(script, { engine: mysql97, catalog: emptyCatalog(), isNew: true });
    expect(statements.map(({ changes }) => changes[0]?.created ?? false)).toEqual([false, true, false]);
    const history = replayScript(script, { engine: mysql97, catalog: emptyCatalog() });
    expect(history.statements.some(({ changes }) => changes[0]?.created)).toBe(false);
  });

  it("knows nothing of a table after a statement about it that was not understood", () => {
    expect(last("ALTER TABLE t FROBNICATE;\nALTER TABLE t ADD y INT").algorithm).toBeUndefined();
  });
});

it.each([
  ["INSERT INTO m (id) VALUES (1) /* no SELECT */", true],
  ["INSERT INTO m SET id = (SELECT 1)", true],
  ["INSERT INTO m (id) SELECT id FROM p", false],
  ["REPLACE INTO m TABLE p", false],
  ["INSERT INTO m WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n", false],
])("what databases say of a table's size holds after %s: %s", (sql, holds) => {
  const { stored } = last(`${sql}; DELETE FROM m`);
  expect(stored.map(({ name }) => name !== undefined)).toEqual([holds]);
});

it.each([
  ["SET foreign_key_checks = 0", "mysql", "INPLACE"],
  ["SELECT /*+ SET_VAR(foreign_key_checks = 0) */ 1", "mysql", "COPY"],
  ["SET foreign_key_checks = 0", "mariadb", "INPLACE"],
  ["SET STATEMENT foreign_key_checks = 0 FOR SELECT 1", "mariadb", "COPY"],
] as const)("%s holds as long as it says on %s", (setting, flavour, algorithm) => {
  const tables = "CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (id INT PRIMARY KEY, p INT);";
  const engine: Engine = { flavour, version: flavour === "mysql" ? 80400 : 101100 };
  const script = `${tables} ${setting}; ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id)`;
  const { statements } = replayScript(script, { engine, catalog: emptyCatalog() });
  expect(statements.at(-1)?.algorithm).toBe(algorithm);
});
