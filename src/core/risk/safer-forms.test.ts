import { describe, expect, it } from "vitest";
import { saferForms } from "../../testing/safer-forms.ts";

/** What is offered for a factor's finding: the statement, and what is left for later. */
function offered(factor: string, script: string, engines?: readonly string[]): (string | undefined)[] {
  const found = saferForms(`${script};\n`, engines && { engines }).find((one) => one.factor === factor);
  return found ? [found.form.sql, ...found.form.later] : [];
}

it.each<[factor: string, script: string, ...offered: string[]]>([
  ["drop-table", "DROP TABLE notes", "RENAME TABLE notes TO notes_dropped", "DROP TABLE notes_dropped"],
  [
    "drop-table",
    "DROP TABLE IF EXISTS `notes`, visits",
    "RENAME TABLE notes TO notes_dropped, visits TO visits_dropped",
    "DROP TABLE notes_dropped, visits_dropped",
  ],
  [
    "truncate-table",
    "TRUNCATE notes",
    "CREATE TABLE notes_new LIKE notes;\nRENAME TABLE notes TO notes_old, notes_new TO notes",
    "DROP TABLE notes_old",
  ],
  [
    "drop-index",
    "ALTER TABLE users ADD size INT, DROP INDEX by_email",
    "ALTER TABLE users ADD size INT, ALTER INDEX by_email INVISIBLE",
    "ALTER TABLE users DROP INDEX by_email",
  ],
  [
    "drop-column",
    "alter table `users` drop `age`",
    "alter table `users` ALTER COLUMN age SET INVISIBLE",
    "alter table `users` drop `age`",
  ],
  [
    "add-required-column",
    "ALTER TABLE `users` ADD COLUMN (`size` INT NOT NULL, nick VARCHAR(9))",
    "ALTER TABLE `users` ADD COLUMN (`size` INT NOT NULL DEFAULT 0, nick VARCHAR(9))",
    "ALTER TABLE `users` ALTER COLUMN size DROP DEFAULT",
  ],
  [
    "add-required-column",
    "ALTER TABLE users ADD mood ENUM('ok','no') NOT NULL /* of now */ AFTER age",
    "ALTER TABLE users ADD mood ENUM('ok','no') NOT NULL DEFAULT 'ok' /* of now */ AFTER age",
    "ALTER TABLE users ALTER COLUMN mood DROP DEFAULT",
  ],
  [
    "rename-column",
    "ALTER TABLE orders RENAME COLUMN placed TO placed_at",
    "ALTER TABLE orders ADD COLUMN placed_at datetime(6) AFTER placed",
    "UPDATE orders SET placed_at = placed",
    "ALTER TABLE orders DROP COLUMN placed",
  ],
  [
    "rename-column",
    "ALTER TABLE users CHANGE name title VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'Dr.'",
    "ALTER TABLE users ADD COLUMN title VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'Dr.' AFTER name",
    "UPDATE users SET title = name",
    "ALTER TABLE users DROP COLUMN name",
  ],
  [
    "require-value",
    "ALTER TABLE users MODIFY age INT NOT NULL DEFAULT 18",
    "ALTER TABLE users ALTER COLUMN age SET DEFAULT 18",
    "UPDATE users SET age = 18 WHERE age IS NULL",
    "ALTER TABLE users MODIFY age INT NOT NULL DEFAULT 18",
  ],
  [
    "rebuild-in-place",
    "ALTER TABLE users ADD nick VARCHAR(50), ADD INDEX by_nick (nick)",
    "ALTER TABLE users ADD nick VARCHAR(50);\nALTER TABLE users ADD INDEX by_nick (nick)",
  ],
  [
    "copy-alter",
    "ALTER TABLE users ADD v INT AS (age + 1) VIRTUAL, RENAME COLUMN name TO title",
    "ALTER TABLE users ADD v INT AS (age + 1) VIRTUAL;\nALTER TABLE users RENAME COLUMN name TO title",
  ],
  ["rebuild-in-place", "ALTER TABLE users FORCE, ADD INDEX (age)", "ALTER TABLE users ADD INDEX (age)"],
  ["rebuild-in-place", "ALTER TABLE users ENGINE=InnoDB, COMMENT 'a, b'", "ALTER TABLE users COMMENT 'a, b'"],
  [
    "requested-cost",
    "ALTER TABLE users ADD nick VARCHAR(50), ALGORITHM=COPY, LOCK = SHARED",
    "ALTER TABLE users ADD nick VARCHAR(50)",
  ],
  [
    "requested-cost",
    "CREATE INDEX by_age ON users (age) LOCK = EXCLUSIVE",
    "CREATE INDEX by_age ON users (age)",
  ],
  [
    "several-alters",
    "ALTER TABLE users ADD nick VARCHAR(50);\nALTER TABLE users ADD size INT;\nALTER TABLE users ADD zip INT",
    "ALTER TABLE users ADD nick VARCHAR(50), ADD size INT, ADD zip INT",
  ],
  [
    "insert-without-columns",
    "INSERT INTO notes VALUES (1, 'a')",
    "INSERT INTO notes (id, body) VALUES (1, 'a')",
  ],
  [
    "insert-without-columns",
    "ALTER TABLE notes ADD `order` INT; REPLACE notes SELECT id, name, 1 FROM users WHERE id = 1",
    "REPLACE notes (id, body, `order`) SELECT id, name, 1 FROM users WHERE id = 1",
  ],
  [
    "limit-without-order",
    "UPDATE users SET age = 1 WHERE age = 2 LIMIT 1",
    "UPDATE users SET age = 1 WHERE age = 2 ORDER BY id LIMIT 1",
  ],
  [
    "create-if-missing",
    "CREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY)",
    "CREATE TABLE a (id INT PRIMARY KEY)",
  ],
  [
    "definer",
    "CREATE DEFINER = 'root'@'%' SQL SECURITY DEFINER VIEW v AS SELECT 1",
    "CREATE SQL SECURITY DEFINER VIEW v AS SELECT 1",
  ],
  [
    "unusual-storage",
    "CREATE TABLE a (id INT PRIMARY KEY) ENGINE MEMORY",
    "CREATE TABLE a (id INT PRIMARY KEY) ENGINE InnoDB",
  ],
  [
    "forget-attributes",
    "ALTER TABLE orders MODIFY state ENUM('new','paid','sent') AFTER id",
    "ALTER TABLE orders MODIFY state ENUM('new','paid','sent') NOT NULL DEFAULT 'new' COMMENT 'as shown' AFTER id",
  ],
  [
    "change-rows",
    "DELETE FROM visits WHERE seen < '2024-01-01'",
    "DELETE FROM visits WHERE seen < '2024-01-01' ORDER BY id, seen LIMIT 1000",
  ],
  [
    "update-every-row",
    "UPDATE users SET age = 1 WHERE 1",
    "UPDATE users SET age = 1 WHERE id BETWEEN 1 AND 1000",
  ],
  [
    "change-rows",
    "UPDATE users SET age = 1 WHERE age = 2 OR age = 3",
    "UPDATE users SET age = 1 WHERE id BETWEEN 1 AND 1000 AND (age = 2 OR age = 3)",
  ],
  [
    "change-rows",
    "-- old ones\nDELETE FROM users AS u /* WHERE */ WHERE u.age = 2 -- all",
    "DELETE FROM users AS u /* WHERE */ WHERE u.age = 2 ORDER BY id LIMIT 1000",
  ],
  [
    "insert-without-columns",
    "INSERT INTO visits PARTITION (p2023) (SELECT id, seen FROM old_visits)",
    "INSERT INTO visits PARTITION (p2023) (id, seen) (SELECT id, seen FROM old_visits)",
  ],
  [
    "limit-without-order",
    "UPDATE users SET age = (SELECT 1 LIMIT 1) WHERE age = 2 LIMIT 3 -- LIMIT",
    "UPDATE users SET age = (SELECT 1 LIMIT 1) WHERE age = 2 ORDER BY id LIMIT 3",
  ],
  [
    "unusual-storage",
    "CREATE TABLE a (id INT PRIMARY KEY) ENGINE = MyISAM PARTITION BY HASH (id) (PARTITION p ENGINE = MyISAM)",
    "CREATE TABLE a (id INT PRIMARY KEY) ENGINE = InnoDB PARTITION BY HASH (id) (PARTITION p ENGINE = InnoDB)",
  ],
  [
    "requested-cost",
    "CREATE INDEX by_age ON users (age) LOCK = SHARED ALGORITHM = INPLACE /* slow */",
    "CREATE INDEX by_age ON users (age) ALGORITHM = INPLACE",
  ],
])("%s: %s", (factor, script, ...expected) => {
  expect(offered(factor, script)).toEqual(expected);
});

describe("nothing is offered", () => {
  it.each<[why: string, factor: string, script: string, engines?: string[]]>([
    [
      "an index cannot be hidden before 8.0",
      "drop-index",
      "ALTER TABLE users DROP INDEX by_email",
      ["mysql-5.7"],
    ],
    [
      "one of the engines cannot do it",
      "drop-index",
      "ALTER TABLE users DROP INDEX by_email",
      ["mysql-8.4", "mysql-5.7"],
    ],
    [
      "MariaDB says it in another way than MySQL",
      "drop-index",
      "ALTER TABLE users DROP INDEX by_email",
      ["mysql-8.4", "mariadb-10.11"],
    ],
    [
      "a column cannot be hidden before 8.0.23",
      "drop-column",
      "ALTER TABLE users DROP age",
      ["mysql-8.0.22"],
    ],
    [
      "a later statement counts on it",
      "drop-index",
      "ALTER TABLE users DROP INDEX by_email; CREATE INDEX by_email ON users (email, id)",
    ],
    [
      "the name is taken again",
      "drop-column",
      "ALTER TABLE users DROP age; ALTER TABLE users ADD age BIGINT",
    ],
    [
      "the index of the column would be lost",
      "rename-column",
      "ALTER TABLE users RENAME COLUMN email TO mail",
    ],
    [
      "no value fits the rows that exist",
      "rename-column",
      "ALTER TABLE orders CHANGE placed at DATETIME(6) NOT NULL",
    ],
    ["nobody knows the table", "drop-table", "DROP TABLE unheard_of"],
    ["nobody knows the table's columns", "insert-without-columns", "INSERT INTO unheard_of VALUES (1)"],
    ["the trigger would go with the rows", "truncate-table", "TRUNCATE orders"],
    [
      "there is no value for the rows that exist",
      "add-required-column",
      "ALTER TABLE users ADD born DATETIME NOT NULL",
    ],
    ["there is no key to order by", "limit-without-order", "DELETE FROM notes LIMIT 10"],
    [
      "the second alters what the first has named",
      "several-alters",
      "ALTER TABLE users ALTER INDEX by_email INVISIBLE; ALTER TABLE users DROP INDEX by_email",
    ],
    [
      "the second alters what the first adds",
      "several-alters",
      "ALTER TABLE users ADD size INT; ALTER TABLE users RENAME COLUMN size TO length",
    ],
    [
      "apart it would cost more",
      "several-alters",
      "ALTER TABLE users ADD nick INT; ALTER TABLE users ADD INDEX (age)",
    ],
    [
      "a comment hides code",
      "create-if-missing",
      "CREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY /*! , b INT */)",
    ],
    ["it is all that the statement does", "rebuild-in-place", "ALTER TABLE users FORCE"],
    ["the table is created here", "drop-table", "CREATE TABLE a (id INT PRIMARY KEY); DROP TABLE a"],
  ])("where %s", (_, factor, script, engines) => {
    expect(offered(factor, script, engines)).toEqual([]);
  });
});

it("takes MariaDB's own words, and the name that is free", () => {
  expect(offered("drop-index", "DROP INDEX by_email ON users", ["mariadb-10.11"])[0]).toBe(
    "ALTER TABLE users ALTER INDEX by_email IGNORED",
  );
  const script = "CREATE TABLE notes_dropped (id INT PRIMARY KEY); DROP TABLE notes";
  expect(offered("drop-table", script)[0]).toBe("RENAME TABLE notes TO notes_dropped2");
});

it("without FIRST and AFTER a server before 8.0.29 need not rebuild, and the note says what is lost", () => {
  const [form] = saferForms("ALTER TABLE users ADD nick INT AFTER id;\n", {
    engines: ["mysql-8.0.28"],
  }).filter(({ factor }) => factor === "rebuild-in-place");
  expect(form?.form).toMatchObject({ sql: "ALTER TABLE users ADD nick INT", equivalent: false });
  expect(form?.form.note).toContain("stand last");
});

describe("the lines that it may take the place of", () => {
  const lines = (script: string) => saferForms(script).map(({ form }) => form.lines);

  it("are its own, with the indent, the delimiter and nothing else on them", () => {
    expect(lines("-- why\n  DROP TABLE\n    notes ;\n")).toEqual([
      { start: 2, end: 3, text: "  RENAME TABLE notes TO notes_dropped;" },
    ]);
    expect(lines("TRUNCATE notes;\n")[0]?.text).toBe(
      "CREATE TABLE notes_new LIKE notes;\nRENAME TABLE notes TO notes_old, notes_new TO notes;",
    );
  });

  it.each([
    ["another statement stands on them", "SELECT 1; DROP TABLE notes;\n"],
    ["a comment stands on them", "DROP TABLE notes; -- at last\n"],
    ["they end as on Windows", "DROP TABLE\r\nnotes;\r\n"],
    ["two statements cannot stand where one has no delimiter", "TRUNCATE notes\n"],
  ])("are none where %s", (_, script) => {
    expect(lines(script)).toEqual([undefined]);
  });

  it("are those of all statements that it puts together", () => {
    const script = "ALTER TABLE users ADD a INT;\n\nALTER TABLE users ADD b INT;\n";
    expect(lines(script)).toEqual([{ start: 1, end: 3, text: "ALTER TABLE users ADD a INT, ADD b INT;" }]);
  });
});
