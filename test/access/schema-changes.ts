/** A database with one of everything, and every way in which somebody changes it past a rollout. */
type Flavour = "mysql" | "mariadb";

export const everything: readonly string[] = [
  "CREATE TABLE parents (id INT PRIMARY KEY, code VARCHAR(10), UNIQUE KEY by_code (code))",
  `CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT, a INT NULL DEFAULT 1, b VARCHAR(50) CHARACTER SET latin1, c DECIMAL(8,2) COMMENT 'money',
     d DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, e ENUM('x','y'), g INT GENERATED ALWAYS AS (a + 1) VIRTUAL, j JSON, parent INT, u VARCHAR(20),
     PRIMARY KEY (id), KEY by_a (a), UNIQUE KEY by_b (b), KEY two (a, c), FULLTEXT KEY words (u),
     CONSTRAINT positive CHECK (a > 0), CONSTRAINT to_parent FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE) COMMENT 'a table'`,
  "CREATE TABLE parts (id INT NOT NULL, k INT NOT NULL, PRIMARY KEY (id, k)) PARTITION BY RANGE (k) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))",
  "CREATE TABLE lonely (id INT)",
  "CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v AS SELECT id, a FROM t WHERE a > 1 WITH LOCAL CHECK OPTION",
  "CREATE ALGORITHM=UNDEFINED VIEW plain AS SELECT id FROM t",
  "CREATE TRIGGER before_t BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
  "CREATE PROCEDURE p(IN x INT) COMMENT 'adds' SELECT x + 1",
  "CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC RETURN x + 1",
  "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO DELETE FROM lonely",
];

export interface SchemaChange {
  sql: readonly string[];
  /** The object that must be named. */
  object: string;
  flavour?: Flavour;
}

const change = (object: string, ...sql: string[]): SchemaChange => ({ object, sql });
const only = (flavour: Flavour, object: string, ...sql: string[]): SchemaChange => ({ object, sql, flavour });

export const schemaChanges: readonly SchemaChange[] = [
  change("table made", "CREATE TABLE made (id INT)"),
  change("table lonely", "DROP TABLE lonely"),
  change("table renamed", "RENAME TABLE lonely TO renamed"),
  change("table t", "ALTER TABLE t ADD COLUMN z INT"),
  change("table t", "ALTER TABLE t ADD COLUMN z INT FIRST"),
  change("table t", "ALTER TABLE t DROP COLUMN e"),
  change("table t", "ALTER TABLE t RENAME COLUMN u TO w"),
  change("table t", "ALTER TABLE t MODIFY e ENUM('x','y') AFTER id"),
  change("table t", "ALTER TABLE t MODIFY a BIGINT NULL DEFAULT 1"),
  change("table t", "ALTER TABLE t MODIFY a INT UNSIGNED NULL DEFAULT 1"),
  change("table t", "ALTER TABLE t MODIFY a INT NULL DEFAULT 2"),
  change("table t", "ALTER TABLE t ALTER COLUMN a DROP DEFAULT"),
  change("table lonely", "ALTER TABLE lonely MODIFY id INT NOT NULL"),
  change("table t", "ALTER TABLE t MODIFY b VARCHAR(60) CHARACTER SET latin1"),
  change("table t", "ALTER TABLE t MODIFY b VARCHAR(50) CHARACTER SET utf8mb4"),
  change("table t", "ALTER TABLE t MODIFY b VARCHAR(50) CHARACTER SET latin1 COLLATE latin1_bin"),
  change("table t", "ALTER TABLE t MODIFY c DECIMAL(8,2) COMMENT 'more money'"),
  change("table t", "ALTER TABLE t MODIFY c DECIMAL(9,2) COMMENT 'money'"),
  change("table t", "ALTER TABLE t MODIFY d DATETIME DEFAULT CURRENT_TIMESTAMP"),
  change(
    "table t",
    "ALTER TABLE t MODIFY d DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)",
  ),
  change("table t", "ALTER TABLE t MODIFY e ENUM('x','y','z')"),
  change("table t", "ALTER TABLE t MODIFY g INT GENERATED ALWAYS AS (a + 2) VIRTUAL"),
  change(
    "table t",
    "ALTER TABLE t DROP COLUMN g",
    "ALTER TABLE t ADD COLUMN g INT GENERATED ALWAYS AS (a + 1) STORED AFTER e",
  ),
  change("table t", "ALTER TABLE t MODIFY id INT NOT NULL"),
  change("table t", "ALTER TABLE t ADD KEY more (c)"),
  change("table t", "ALTER TABLE t ADD UNIQUE KEY more (c)"),
  change("table t", "ALTER TABLE t DROP KEY by_a"),
  change("table t", "ALTER TABLE t RENAME INDEX by_a TO by_other"),
  change("table t", "ALTER TABLE t DROP KEY by_b, ADD KEY by_b (b)"),
  change("table t", "ALTER TABLE t DROP KEY two, ADD KEY two (c, a)"),
  change("table t", "ALTER TABLE t DROP KEY by_b, ADD UNIQUE KEY by_b (b(10))"),
  change("table t", "ALTER TABLE t DROP KEY by_a, ADD KEY by_a (a) COMMENT 'why'"),
  change("table t", "ALTER TABLE t DROP KEY words"),
  only("mysql", "table t", "ALTER TABLE t ALTER INDEX by_a INVISIBLE"),
  only("mariadb", "table t", "ALTER TABLE t ALTER INDEX by_a IGNORED"),
  only("mysql", "table t", "ALTER TABLE t ADD KEY functional ((a + 3))"),
  only("mysql", "table t", "ALTER TABLE t DROP KEY by_a, ADD KEY by_a (a DESC)"),
  only("mysql", "table t", "ALTER TABLE t ALTER COLUMN u SET INVISIBLE"),
  only("mariadb", "table t", "ALTER TABLE t MODIFY u VARCHAR(20) INVISIBLE"),
  change("table t", "ALTER TABLE t DROP PRIMARY KEY, MODIFY id INT NOT NULL, ADD KEY (id)"),
  change("table t", "ALTER TABLE t ADD CONSTRAINT more CHECK (c > 0)"),
  change("table t", "ALTER TABLE t DROP CONSTRAINT positive"),
  change(
    "table t",
    "ALTER TABLE t DROP CONSTRAINT positive",
    "ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 1)",
  ),
  only("mysql", "table t", "ALTER TABLE t ALTER CHECK positive NOT ENFORCED"),
  change("table t", "ALTER TABLE t DROP FOREIGN KEY to_parent"),
  change(
    "table t",
    "ALTER TABLE t DROP FOREIGN KEY to_parent",
    "ALTER TABLE t ADD CONSTRAINT to_parent FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE SET NULL",
  ),
  change(
    "table t",
    "ALTER TABLE t DROP FOREIGN KEY to_parent",
    "ALTER TABLE t ADD CONSTRAINT to_parent FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE ON UPDATE CASCADE",
  ),
  change("table t", "ALTER TABLE t COMMENT 'another'"),
  change("table t", "ALTER TABLE t DEFAULT CHARACTER SET latin1"),
  change("table t", "ALTER TABLE t DEFAULT COLLATE utf8mb4_bin"),
  change("table lonely", "ALTER TABLE lonely ENGINE=MyISAM"),
  change("table lonely", "ALTER TABLE lonely ROW_FORMAT=COMPRESSED"),
  change("table lonely", "ALTER TABLE lonely STATS_PERSISTENT=0"),
  change("table lonely", "ALTER TABLE lonely PARTITION BY HASH (id) PARTITIONS 2"),
  change("table parts", "ALTER TABLE parts ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))"),
  change("table parts", "ALTER TABLE parts DROP PARTITION p0"),
  change(
    "table parts",
    "ALTER TABLE parts REORGANIZE PARTITION p1 INTO (PARTITION p1 VALUES LESS THAN (25))",
  ),
  change("table parts", "ALTER TABLE parts REMOVE PARTITIONING"),
  change("view w", "CREATE VIEW w AS SELECT 1 AS one"),
  change("view v", "DROP VIEW v"),
  change(
    "view v",
    "ALTER ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v AS SELECT id, a FROM t WHERE a > 2 WITH LOCAL CHECK OPTION",
  ),
  change("view plain", "ALTER ALGORITHM=MERGE VIEW plain AS SELECT id FROM t"),
  change(
    "view v",
    "ALTER ALGORITHM=MERGE SQL SECURITY DEFINER VIEW v AS SELECT id, a FROM t WHERE a > 1 WITH LOCAL CHECK OPTION",
  ),
  change("view v", "ALTER ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v AS SELECT id, a FROM t WHERE a > 1"),
  change("trigger after_t", "CREATE TRIGGER after_t AFTER INSERT ON t FOR EACH ROW SET @x = 1"),
  change("trigger before_t", "DROP TRIGGER before_t"),
  change(
    "trigger before_t",
    "DROP TRIGGER before_t",
    "CREATE TRIGGER before_t BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3",
  ),
  change(
    "trigger before_t",
    "DROP TRIGGER before_t",
    "CREATE TRIGGER before_t BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 2",
  ),
  change("procedure q", "CREATE PROCEDURE q() SELECT 1"),
  change("procedure p", "DROP PROCEDURE p"),
  change("procedure p", "DROP PROCEDURE p", "CREATE PROCEDURE p(IN x INT) COMMENT 'adds' SELECT x + 2"),
  change("procedure p", "DROP PROCEDURE p", "CREATE PROCEDURE p(IN x BIGINT) COMMENT 'adds' SELECT x + 1"),
  change("procedure p", "ALTER PROCEDURE p SQL SECURITY INVOKER"),
  change("procedure p", "ALTER PROCEDURE p COMMENT 'sums'"),
  change(
    "function f",
    "DROP FUNCTION f",
    "CREATE FUNCTION f(x INT) RETURNS BIGINT DETERMINISTIC RETURN x + 1",
  ),
  change(
    "function f",
    "DROP FUNCTION f",
    "CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC READS SQL DATA RETURN x + 1",
  ),
  change("event nightly", "ALTER EVENT nightly ENABLE"),
  change("event nightly", "ALTER EVENT nightly ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 00:00:00'"),
  change("event nightly", "ALTER EVENT nightly DO DELETE FROM t"),
  change("event nightly", "DROP EVENT nightly"),
  change("database", "ALTER DATABASE DEFAULT CHARACTER SET latin1"),
  change("database", "ALTER DATABASE DEFAULT COLLATE utf8mb4_bin"),
  only("mariadb", "sequence s", "CREATE SEQUENCE s"),
  only("mariadb", "sequence counter", "ALTER SEQUENCE counter INCREMENT BY 5"),
  only("mariadb", "sequence counter", "ALTER SEQUENCE counter NOCACHE"),
  only("mariadb", "table t", "ALTER TABLE t ADD SYSTEM VERSIONING"),
];

/** What happens while an application works. */
export const quietChanges: readonly string[] = [
  "INSERT INTO parents VALUES (1, 'a'), (2, 'b')",
  "INSERT INTO t (a, parent, u) VALUES (5, 1, 'words'), (6, 2, 'more')",
  "INSERT INTO parts VALUES (1, 1), (2, 15)",
  "ANALYZE TABLE t, parents, parts",
  "DELETE FROM t WHERE id = 1",
  "OPTIMIZE TABLE parents",
  "FLUSH TABLES",
  "CREATE TEMPORARY TABLE passing (id INT)",
  "ALTER TABLE t AUTO_INCREMENT = 1000",
];
