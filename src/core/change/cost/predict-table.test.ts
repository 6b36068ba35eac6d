import { expect, it } from "vitest";
import { emptyCatalog } from "../../schema/catalog.ts";
import { type Engine, parseEngine } from "../../sql/engine.ts";
import type { Algorithm, Lock } from "../change.ts";
import { replayScript } from "../replay-script.ts";

const mysql97: Engine = { flavour: "mysql", version: 90704 };
const mysql8012: Engine = { flavour: "mysql", version: 80012 };
const mariadb: Engine = { flavour: "mariadb", version: 101119 };

const base = `CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, a INT NOT NULL, c VARCHAR(60), n INT, tx TEXT,
  e ENUM('x','y') NOT NULL, v INT AS (a+1) VIRTUAL, s INT AS (a+2) STORED) CHARSET=utf8mb4;
CREATE TABLE ft (id INT PRIMARY KEY, a INT, tx TEXT, FULLTEXT KEY f (tx)) CHARSET=utf8mb4;
CREATE TABLE sp (id INT PRIMARY KEY, g POINT NOT NULL, SPATIAL KEY k (g));`;

/** As MySQL 9.7 and MariaDB 10.11 were seen to run them, where the manual says nothing or another thing. */
const costs: [
  sql: string,
  algorithm: Algorithm,
  lock: Lock,
  rebuilds: boolean,
  engine?: Engine | undefined,
][] = [
  ["ALTER TABLE sp FORCE", "INPLACE", "SHARED", true],
  ["ALTER TABLE sp DROP INDEX k, FORCE", "INPLACE", "NONE", true],
  ["ALTER TABLE ft DROP INDEX f; ALTER TABLE ft ADD z INT", "INPLACE", "NONE", true],
  ["ALTER TABLE ft DROP INDEX f; ALTER TABLE ft FORCE; ALTER TABLE ft ADD z INT", "INSTANT", "NONE", false],
  ["ALTER TABLE t ADD w INT AS (a), ADD INDEX (w)", "INPLACE", "SHARED", false],
  ["ALTER TABLE t ADD w INT AS (a), ADD FULLTEXT (tx)", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY tx TEXT COLLATE utf8mb4_bin, COMMENT 'x'", "INPLACE", "SHARED", true],
  ["ALTER TABLE t MODIFY c VARCHAR(61), DEFAULT CHARACTER SET latin1", "COPY", "SHARED", true],
  ["ALTER TABLE t MODIFY e ENUM('x','y') CHARACTER SET latin1 NOT NULL", "INSTANT", "NONE", false],
  ["ALTER TABLE t MODIFY e ENUM('x','y') CHARACTER SET latin1 NOT NULL", "COPY", "SHARED", true, mysql8012],
  ["ALTER TABLE t MODIFY v INT AS ((a + 1)) VIRTUAL", "INSTANT", "NONE", false],
  [
    "CREATE TABLE u (a CHAR(80) CHARSET utf8mb3); ALTER TABLE u MODIFY a CHAR(80) CHARSET utf8mb4",
    "COPY",
    "SHARED",
    true,
  ],
  [
    "CREATE TABLE u (a INT NOT NULL UNIQUE, b INT NOT NULL); ALTER TABLE u DROP INDEX a, ADD UNIQUE (b)",
    "INPLACE",
    "NONE",
    true,
  ],
  [
    "CREATE TABLE u (a INT NOT NULL UNIQUE, b INT NOT NULL UNIQUE); ALTER TABLE u DROP INDEX a",
    "COPY",
    "SHARED",
    true,
  ],
  [
    "CREATE TABLE u (a INT NOT NULL UNIQUE, b INT NOT NULL UNIQUE); ALTER TABLE u DROP INDEX a",
    "INPLACE",
    "NONE",
    true,
    mariadb,
  ],
  ["ALTER TABLE t ADD z INT FIRST", "COPY", "SHARED", true, mariadb],
  ["CREATE TABLE u (a INT NOT NULL UNIQUE); ALTER TABLE u CHANGE a b INT NOT NULL", "INSTANT", "NONE", false],
  ["ALTER TABLE t ADD w INT AS (a), CHANGE n m INT", "COPY", "SHARED", true],
  [
    "ALTER TABLE t ADD INDEX (c), CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    "COPY",
    "SHARED",
    true,
  ],
  ["ALTER TABLE t MODIFY n INT NOT NULL", "COPY", "SHARED", true, mariadb],
  // A name without a patch is the oldest and the newest server of its series, whichever is worse.
  ["ALTER TABLE t ADD z INT", "INPLACE", "NONE", true, parseEngine("mysql-8.0")],
  ["ALTER TABLE t ADD z INT", "INSTANT", "NONE", false, parseEngine("mysql-8.0.36")],
  ["ALTER TABLE t ADD CHECK (a > 0)", "COPY", "SHARED", true, parseEngine("mysql-8.0")],
  ["ALTER TABLE t ADD z INT", "INSTANT", "NONE", false, parseEngine("mysql-8.4")],
];

function last(sql: string, engine: Engine | undefined) {
  return replayScript(`${base}\n${sql}`, { engine, catalog: emptyCatalog() }).statements.at(-1);
}

it.each(costs)("%s: %s %s", (sql, algorithm, lock, rebuilds, engine = mysql97) => {
  expect(last(sql, engine)).toMatchObject({ parsed: true, algorithm, lock, rebuilds });
});

/** As many as a table may have, with the dropped ones that its rows still hold. */
it("counts dropped columns towards the most that there may be", () => {
  const list = Array.from({ length: 1010 }, (_, i) => `c${i} TINYINT`).join(", ");
  const after = (dropped: string, added: string) =>
    last(`CREATE TABLE w (${list}); ${dropped}; ALTER TABLE w ${added}`, mysql97);
  const seven = Array.from({ length: 7 }, (_, i) => `ADD x${i} TINYINT`).join(", ");
  expect(after("DO 1", seven)?.algorithm).toBe("INSTANT");
  expect(after("ALTER TABLE w DROP c0", seven)?.algorithm).toBe("INSTANT");
  expect(after("ALTER TABLE w DROP c0", `${seven}, ADD y TINYINT`)?.algorithm).toBe("INPLACE");
});
