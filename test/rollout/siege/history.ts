/** A statement's effect as the binary log has it: the text of a DDL statement, or the mark of a change of rows. */
interface Effect {
  trace: RegExp;
  /** What a person runs who does only this by hand. */
  byHand: string;
}

/** One statement of the history, and how the binary log tells how often it took effect. */
export interface Marked {
  sql: string;
  kind: string;
  /** Empty: it leaves no trace in the log. A procedure has one for each of its statements. */
  effects: readonly Effect[];
  /** How often it takes effect in an undisturbed run. */
  times: 0 | 1;
  /** Sent twice, it changes nothing more: a rebuild, OR REPLACE, ANALYZE. */
  harmlessAgain: boolean;
}

export interface MarkedFile {
  path: string;
  statements: readonly Marked[];
}

export interface Marks {
  /** DDL: the log has this text, under its database. */
  ddl(kind: string, sql: string, logged?: string): Marked;
  /** DDL of which a second run changes nothing more. */
  again(kind: string, sql: string, logged?: string): Marked;
  /** A change of rows: `MARK` in it becomes a comment that the log keeps. */
  rows(kind: string, sql: string, byHand?: string): Marked;
  /** One that is rolled back. */
  undone(kind: string, sql: string): Marked;
  /** No trace in the log. */
  quiet(kind: string, sql: string): Marked;
  /** A procedure of one argument x, and a CALL of it: the log has the statements of its body. */
  procedure(kind: string, name: string, body: readonly string[], argument: number): [Marked, Marked];
}

const asPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

export function marksOf(database: string): Marks {
  let count = 0;
  const once = { times: 1, harmlessAgain: false } as const;
  /** The log has the marks of rows in events of their own, so that a procedure's text is none of them. */
  const effect = (sql: string, byHand = sql) => {
    const mark = `/*${database}:${++count}*/`;
    const marked = (text: string) => text.replace("MARK", mark);
    return {
      sql: marked(sql),
      trace: new RegExp(`^rows: .*${asPattern(mark)}`, "s"),
      byHand: marked(byHand),
    };
  };
  const ddl: Marks["ddl"] = (kind, sql, logged = sql) => {
    const trace = new RegExp(`^text: use .${database}.; .*${asPattern(logged)}`, "is");
    return { ...once, sql, kind, effects: [{ trace, byHand: sql }] };
  };
  const rows: Marks["rows"] = (kind, sql, byHand) => {
    const one = effect(sql, byHand);
    return { ...once, sql: one.sql, kind, effects: [one] };
  };
  return {
    ddl,
    rows,
    again: (...args) => ({ ...ddl(...args), harmlessAgain: true }),
    undone: (...args) => ({ ...rows(...args), times: 0 }),
    quiet: (kind, sql) => ({ ...once, sql, kind, effects: [] }),
    procedure(kind, name, body, argument) {
      const effects = body.map((sql) => effect(sql));
      const text =
        effects.length === 1 ? effects[0]?.sql : `BEGIN ${effects.map(({ sql }) => `${sql};`).join(" ")} END`;
      const byHand = effects.map((one) => ({
        ...one,
        byHand: one.byHand.replace(/\bx\b/, String(argument)),
      }));
      return [
        ddl("CREATE PROCEDURE", `CREATE PROCEDURE ${name} (x INT) ${text}`, `PROCEDURE \`${name}\``),
        { ...once, sql: `CALL ${name}(${argument})`, kind, effects: byHand },
      ];
    },
  };
}

/** Every kind of statement that a rollout treats in a way of its own, in an order that runs. */
export function historyOf(database: string): MarkedFile[] {
  const marks = marksOf(database);
  const files = {
    tables,
    rows,
    columns,
    keys,
    rebuilds,
    partitions,
    names,
    programs,
    calls,
    transactions,
    session,
    mixed,
  };
  return Object.entries(files).map(([name, statements], i) => ({
    path: `migrations/${String(i + 1).padStart(3, "0")}_${name}.sql`,
    statements: statements(marks),
  }));
}

type Statements = (marks: Marks) => Marked[];

const tables: Statements = ({ ddl, quiet, rows }) => [
  ddl("CREATE TABLE", "CREATE TABLE k (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 0, s VARCHAR(20))"),
  quiet("CREATE TABLE IF NOT EXISTS", "CREATE TABLE IF NOT EXISTS k (id INT)"),
  ddl("CREATE TABLE LIKE", "CREATE TABLE k_like LIKE k"),
  rows("INSERT", "INSERT MARK INTO k (id, n) VALUES (1, 1), (2, 2), (3, 3)"),
  ddl(
    "CREATE TABLE SELECT",
    "CREATE TABLE k_of (PRIMARY KEY (id)) AS SELECT id, n FROM k",
    "CREATE TABLE `k_of`",
  ),
  ddl(
    "CREATE TABLE with FOREIGN KEY",
    "CREATE TABLE kid (id INT PRIMARY KEY, k INT, FOREIGN KEY fk (k) REFERENCES k (id))",
  ),
  ddl("CREATE TABLE MyISAM", "CREATE TABLE my (n INT) ENGINE=MyISAM"),
  ddl("CREATE TABLE of twins", "CREATE TABLE twin_a (id INT PRIMARY KEY)"),
  ddl("CREATE TABLE of twins", "CREATE TABLE twin_b (id INT PRIMARY KEY)"),
  rows("INSERT", "INSERT MARK INTO twin_a VALUES (1)"),
  rows("INSERT", "INSERT MARK INTO twin_b VALUES (2)"),
];

const rows: Statements = ({ rows: row }) => [
  row("INSERT SELECT", "INSERT MARK INTO k_like (id, n) SELECT id, n FROM k"),
  row("INSERT IGNORE", "INSERT MARK IGNORE INTO k (id, n) VALUES (3, 9), (4, 4)"),
  row("INSERT ON DUPLICATE KEY", "INSERT MARK INTO k (id) VALUES (1) ON DUPLICATE KEY UPDATE n = k.n + 10"),
  row("REPLACE", "REPLACE MARK INTO k (id, n) VALUES (2, 20)"),
  row("UPDATE", "UPDATE MARK k SET n = n + 1"),
  row(
    "UPDATE of two tables",
    "UPDATE MARK k, k_like SET k.n = k.n + 1, k_like.n = k_like.n + 100 WHERE k.id = k_like.id",
  ),
  row("DELETE", "DELETE MARK FROM k WHERE id = 4"),
  row("DELETE of two tables", "DELETE MARK k_like FROM k_like JOIN k ON k.id = k_like.id WHERE k.id = 3"),
];

const columns: Statements = ({ ddl, again, rows: row }) => [
  ddl("ADD COLUMN", "ALTER TABLE k ADD COLUMN extra INT NOT NULL DEFAULT 5"),
  row("UPDATE", "UPDATE MARK k SET extra = extra + n"),
  ddl("RENAME COLUMN", "ALTER TABLE k RENAME COLUMN extra TO more"),
  ddl("CHANGE COLUMN", "ALTER TABLE k CHANGE COLUMN more most INT NOT NULL DEFAULT 6"),
  again("MODIFY", "ALTER TABLE k MODIFY most BIGINT NOT NULL DEFAULT 6"),
  again("SET DEFAULT", "ALTER TABLE k ALTER COLUMN most SET DEFAULT 7"),
  ddl("DROP COLUMN and ADD COLUMN", "ALTER TABLE k DROP COLUMN s, ADD COLUMN s VARCHAR(20)"),
  ddl("DROP COLUMN", "ALTER TABLE k_like DROP COLUMN s"),
];

const keys: Statements = ({ ddl, again }) => [
  ddl("ADD INDEX", "ALTER TABLE k ADD INDEX by_n (n)"),
  again("DROP INDEX and ADD INDEX", "ALTER TABLE k DROP INDEX by_n, ADD INDEX by_n (n)"),
  ddl("CREATE INDEX", "CREATE INDEX by_s ON k (s)"),
  ddl("DROP INDEX", "DROP INDEX by_s ON k"),
  ddl("CREATE UNIQUE INDEX", "CREATE UNIQUE INDEX one ON k_like (id, n)"),
  ddl("ADD CHECK", "ALTER TABLE k ADD CONSTRAINT positive CHECK (n >= 0)"),
  ddl("DROP CHECK", "ALTER TABLE k DROP CONSTRAINT positive"),
  ddl("ADD FOREIGN KEY", "ALTER TABLE kid ADD CONSTRAINT fk2 FOREIGN KEY (id) REFERENCES k_of (id)"),
  ddl("DROP FOREIGN KEY", "ALTER TABLE kid DROP FOREIGN KEY fk2"),
];

const rebuilds: Statements = ({ again }) => [
  again("FORCE", "ALTER TABLE k FORCE"),
  again("ENGINE", "ALTER TABLE k ENGINE=InnoDB"),
  again("CONVERT", "ALTER TABLE k CONVERT TO CHARACTER SET latin1"),
  again("COMMENT", "ALTER TABLE k COMMENT = 'looked at'"),
  again("AUTO_INCREMENT", "ALTER TABLE k_of AUTO_INCREMENT = 100"),
  again("ORDER BY", "ALTER TABLE my ORDER BY n"),
  again("ANALYZE", "ANALYZE TABLE k"),
  again("OPTIMIZE", "OPTIMIZE TABLE k_of"),
];

const partitions: Statements = ({ ddl, again, rows: row }) => [
  ddl(
    "CREATE TABLE with partitions",
    "CREATE TABLE pt (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))",
  ),
  row("INSERT", "INSERT MARK INTO pt VALUES (1), (11)"),
  ddl("ADD PARTITION", "ALTER TABLE pt ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))"),
  row("INSERT", "INSERT MARK INTO pt VALUES (21)"),
  ddl("TRUNCATE PARTITION", "ALTER TABLE pt TRUNCATE PARTITION p0"),
  ddl("DROP PARTITION", "ALTER TABLE pt DROP PARTITION p1"),
  again("REBUILD PARTITION", "ALTER TABLE pt REBUILD PARTITION p2"),
  ddl("CREATE TABLE", "CREATE TABLE pt_x (id INT PRIMARY KEY)"),
  ddl("EXCHANGE PARTITION", "ALTER TABLE pt EXCHANGE PARTITION p2 WITH TABLE pt_x"),
];

const names: Statements = ({ ddl, rows: row }) => [
  ddl("RENAME TABLE", "RENAME TABLE k_of TO k_was"),
  ddl("ALTER TABLE RENAME", "ALTER TABLE k_was RENAME TO k_is"),
  ddl("RENAME of twins", "RENAME TABLE twin_a TO twin_t, twin_b TO twin_a, twin_t TO twin_b"),
  ddl("CREATE TABLE", "CREATE TABLE k_new (id INT PRIMARY KEY, v INT)"),
  ddl("RENAME of old and new", "RENAME TABLE k_like TO k_old, k_new TO k_like"),
  row("INSERT", "INSERT MARK INTO k_like VALUES (1, 1)"),
  ddl("TRUNCATE", "TRUNCATE TABLE k_old"),
  row("INSERT", "INSERT MARK INTO k_old (id, n) VALUES (7, 7)"),
  ddl("CREATE TABLE", "CREATE TABLE gone (id INT PRIMARY KEY)"),
  ddl("DROP TABLE", "DROP TABLE gone", "DROP TABLE `gone`"),
  ddl("DROP TABLE IF EXISTS of two", "DROP TABLE IF EXISTS pt_x, never", "DROP TABLE IF EXISTS `pt_x`"),
];

const programs: Statements = ({ ddl, again, rows: row }) => [
  ddl("CREATE VIEW", "CREATE VIEW v AS SELECT id FROM k", "VIEW `v` AS SELECT id FROM k"),
  again(
    "CREATE OR REPLACE VIEW",
    "CREATE OR REPLACE VIEW v AS SELECT id, n FROM k",
    "VIEW `v` AS SELECT id, n FROM k",
  ),
  again("ALTER VIEW", "ALTER VIEW v AS SELECT n FROM k", "VIEW `v` AS SELECT n FROM k"),
  ddl(
    "CREATE FUNCTION",
    "CREATE FUNCTION twice (x INT) RETURNS INT DETERMINISTIC RETURN 2 * x",
    "FUNCTION `twice`",
  ),
  row("INSERT with a stored function", "INSERT MARK INTO k_like VALUES (2, twice(4))"),
  ddl(
    "CREATE TRIGGER",
    "CREATE TRIGGER see AFTER INSERT ON kid FOR EACH ROW UPDATE k SET n = n + 1 WHERE id = NEW.k",
    "see AFTER INSERT",
  ),
  row("INSERT with a trigger", "INSERT MARK INTO kid VALUES (1, 1)"),
  ddl(
    "CREATE TRIGGER",
    "CREATE TRIGGER chain AFTER UPDATE ON k FOR EACH ROW UPDATE k_like SET v = v + 1 WHERE id = 1",
    "chain AFTER UPDATE",
  ),
  row("INSERT with a chain of triggers", "INSERT MARK INTO kid VALUES (2, 1)"),
  ddl(
    "CREATE TRIGGER",
    "CREATE TRIGGER calls BEFORE INSERT ON k_old FOR EACH ROW SET NEW.n = twice(NEW.n)",
    "calls BEFORE INSERT",
  ),
  row("INSERT with a trigger that calls", "INSERT MARK INTO k_old (id, n) VALUES (9, 9)"),
  ddl("DROP TRIGGER", "DROP TRIGGER calls"),
  ddl("DROP TRIGGER", "DROP TRIGGER chain"),
  ddl("DROP TRIGGER", "DROP TRIGGER see"),
  ddl(
    "CREATE EVENT",
    "CREATE EVENT later ON SCHEDULE AT '2037-01-01' DO DELETE FROM my",
    "EVENT later ON SCHEDULE",
  ),
  again("ALTER EVENT", "ALTER EVENT later COMMENT 'much later'"),
  ddl("DROP EVENT", "DROP EVENT later"),
  ddl("DROP FUNCTION", "DROP FUNCTION twice"),
  ddl("DROP VIEW", "DROP VIEW v"),
];

const calls: Statements = ({ ddl, rows: row, quiet, procedure }) => {
  const [makeOne, callOne] = procedure("CALL", "one_row", ["INSERT MARK INTO called VALUES (x)"], 1);
  const [makeTwo, callTwo] = procedure(
    "CALL of two statements",
    "two_rows",
    ["INSERT MARK INTO called VALUES (x)", "UPDATE MARK k SET n = n + x"],
    2,
  );
  const [makeThird, callThird] = procedure(
    "CALL in a transaction",
    "third",
    ["INSERT MARK INTO called VALUES (x)"],
    3,
  );
  return [
    ddl("CREATE TABLE", "CREATE TABLE called (n INT)"),
    makeOne,
    callOne,
    makeTwo,
    callTwo,
    makeThird,
    quiet("BEGIN", "BEGIN"),
    row("INSERT before CALL in a transaction", "INSERT MARK INTO called VALUES (4)"),
    callThird,
    quiet("COMMIT", "COMMIT"),
    ddl("DROP PROCEDURE", "DROP PROCEDURE one_row"),
  ];
};

const transactions: Statements = ({ rows: row, undone, quiet, ddl }) => [
  quiet("BEGIN", "BEGIN"),
  row("INSERT in a transaction", "INSERT MARK INTO k_like VALUES (10, 1)"),
  row("UPDATE in a transaction", "UPDATE MARK k_like SET v = v + 1"),
  quiet("COMMIT", "COMMIT"),
  quiet("START TRANSACTION", "START TRANSACTION"),
  row("INSERT in a transaction", "INSERT MARK INTO k_like VALUES (11, 1)"),
  quiet("SAVEPOINT", "SAVEPOINT a"),
  undone("INSERT before ROLLBACK TO", "INSERT MARK INTO k_like VALUES (12, 1)"),
  quiet("ROLLBACK TO", "ROLLBACK TO a"),
  quiet("COMMIT", "COMMIT"),
  quiet("BEGIN", "BEGIN"),
  undone("INSERT before ROLLBACK", "INSERT MARK INTO k_like VALUES (13, 1)"),
  quiet("ROLLBACK", "ROLLBACK"),
  quiet("BEGIN", "BEGIN"),
  row("INSERT before DDL in a transaction", "INSERT MARK INTO k_like VALUES (14, 1)"),
  ddl("DDL in a transaction", "CREATE TABLE within (id INT PRIMARY KEY)"),
  row("INSERT behind DDL in a transaction", "INSERT MARK INTO within VALUES (1)"),
  quiet("COMMIT", "COMMIT"),
];

const session: Statements = ({ rows: row, quiet, ddl }) => [
  quiet("SET @v", "SET @v = 60"),
  row("INSERT of @v", "INSERT MARK INTO k_like VALUES (@v, 1)"),
  quiet("SET sql_mode", "SET @old = @@sql_mode, sql_mode = 'PIPES_AS_CONCAT'"),
  row("INSERT under sql_mode", "INSERT MARK INTO k_like VALUES (6 || 1, 1)"),
  quiet("SET sql_mode", "SET sql_mode = @old"),
  quiet("SELECT INTO @x", "SELECT MAX(id) + 1 INTO @x FROM k"),
  row("INSERT of @x", "INSERT MARK INTO k_like VALUES (@x + 60, 1)"),
  quiet("CREATE TEMPORARY TABLE", "CREATE TEMPORARY TABLE brief (id INT)"),
  quiet("INSERT into a temporary table", "INSERT INTO brief VALUES (70), (71)"),
  row("INSERT SELECT of a temporary table", "INSERT MARK INTO k_like SELECT id, 1 FROM brief"),
  quiet("DROP TEMPORARY TABLE", "DROP TEMPORARY TABLE brief"),
  ddl("CREATE TABLE", "CREATE TABLE numbered (id INT AUTO_INCREMENT PRIMARY KEY, s CHAR(1))"),
  row("INSERT that numbers", "INSERT MARK INTO numbered (s) VALUES ('a')"),
  row(
    "INSERT of LAST_INSERT_ID()",
    "INSERT MARK INTO k_like VALUES (80, LAST_INSERT_ID())",
    "INSERT MARK INTO k_like SELECT 80, MAX(id) FROM numbered",
  ),
];

const mixed: Statements = ({ rows: row, quiet }) => [
  row("INSERT into MyISAM", "INSERT MARK INTO my VALUES (1), (2)"),
  row("UPDATE of MyISAM", "UPDATE MARK my SET n = n + 1"),
  quiet("PREPARE", "PREPARE s FROM 'UPDATE k SET n = n + 0'"),
  quiet("DEALLOCATE", "DEALLOCATE PREPARE s"),
  quiet("SET autocommit = 0", "SET autocommit = 0"),
  row("INSERT under autocommit = 0", "INSERT MARK INTO k_like VALUES (90, 1)"),
  row("INSERT under autocommit = 0", "INSERT MARK INTO k_like VALUES (91, 1)"),
  quiet("COMMIT", "COMMIT"),
  quiet("SET autocommit = 1", "SET autocommit = 1"),
  quiet("LOCK TABLES", "LOCK TABLES k_like WRITE"),
  row("INSERT under LOCK TABLES", "INSERT MARK INTO k_like VALUES (92, 1)"),
  quiet("UNLOCK TABLES", "UNLOCK TABLES"),
];
