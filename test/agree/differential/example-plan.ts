import type { Way } from "./run-example.ts";

/** What an example needs beside the schema, where it cannot simply run beside the others. */
export interface Plan {
  way: Way;
  /** On a server of its own, which it may hurt. */
  alone: boolean;
}

const alone: readonly [form: RegExp, reason: string][] = [
  [/^SHUTDOWN$/, "ends the server; it cannot be prepared"],
  [/^KILL /, "ends somebody's connection"],
  [/^FLUSH /, "holds up every other session"],
  [/^RESET /, "throws the binary logs away"],
  [/^(START|STOP|CHANGE) REPL/, "is about the whole server's replication"],
  [/^SET (GLOBAL|PERSIST|@@global)/, "changes the settings of the sessions that come"],
  [/\b(mysql|sys)\./, "changes the server's own tables"],
  [/^(CREATE|DROP) (UNDO )?TABLESPACE|^CREATE SERVER|^DROP SERVER/, "lies outside of any database"],
  [/^XA /, "an XA transaction is named for the whole server"],
  [/PLUGIN|COMPONENT|SONAME/, "loads code into the server"],
];

const prepared: readonly [form: RegExp, reason: string][] = [
  [/^DO SLEEP\(100\)/, "waits for 100 seconds"],
  [/BENCHMARK\(/, "computes for minutes"],
];

export function planFor(script: string): Plan {
  const matches = ([form]: readonly [RegExp, string]) => form.test(script);
  return { way: prepared.some(matches) ? "prepare" : "run", alone: alone.some(matches) };
}

/** The examples that the server of this test refuses, by its error, and why they are risky all the same. */
export const refused: Readonly<Record<string, number>> = {
  // No such table: what it does to one cannot be told from the history either.
  "ALTER TABLE unheard_of MODIFY a INT": 1146,
  "ALTER TABLE unheard_of MODIFY a BIGINT": 1146,
  // Takes a server that has the engine, the plugin, the library or the directory.
  "CREATE TABLE far (id INT PRIMARY KEY) ENGINE = FEDERATED CONNECTION = 'mysql://far/shop/far'": 1286,
  "CREATE TABLE fresh (id INT PRIMARY KEY) DATA DIRECTORY = '/tmp'": 3121,
  "INSTALL PLUGIN p SONAME 'p.so'": 1126,
  "CREATE FUNCTION hack RETURNS STRING SONAME 'hack.so'": 1126,
  // MariaDB's own variable.
  "SET alter_algorithm = 'COPY'": 1193,
  // secure_file_priv forbids it here.
  "LOAD DATA INFILE '/tmp/x' INTO TABLE notes": 1290,
  "SELECT * FROM users INTO OUTFILE '/tmp/x'": 1290,
  // The factor is about just that: the value is another one on every replica.
  "ALTER TABLE users ADD token VARCHAR(36) DEFAULT (UUID())": 1674,
  // There is nothing to revoke, and nobody to kill.
  "REVOKE SELECT ON shop.* FROM reader": 1141,
  "KILL 7": 1094,
  // The factor is about just these errors.
  "ALTER TABLE users ADD email INT": 1060,
  "ALTER TABLE users DROP COLUMN nick": 1091,
  "CREATE TABLE notes (id INT PRIMARY KEY)": 1050,
  "CREATE INDEX by_email ON users (age)": 1061,
  "ALTER TABLE notes ADD INDEX (body)": 1170,
  "ALTER TABLE old_visits ADD kind TEXT DEFAULT 'a'": 1101,
  "ALTER TABLE notes ADD owner INT, ADD FOREIGN KEY (owner) REFERENCES users (id)": 3780,
  "DROP TABLE users": 3730,
  // Gone from this server, as the factor says.
  "GRANT SELECT ON shop.* TO reader IDENTIFIED BY 'pw'": 1064,
  "RESET MASTER": 1064,
  "FLUSH HOSTS": 1064,
  "CREATE TABLE fresh (id INT PRIMARY KEY) TYPE = InnoDB": 1064,
  "CREATE TABLE fresh (id INT PRIMARY KEY, born YEAR(2))": 1818,
  "SET tx_isolation = 'READ-COMMITTED'": 1193,
  "SET sql_mode = 'STRICT_TRANS_TABLES,NO_AUTO_CREATE_USER'": 1231,
  "SELECT ENCODE('a', 'b')": 1305,
  "SELECT age FROM users GROUP BY age DESC": 1064,
  "ALTER USER reader IDENTIFIED WITH mysql_native_password BY 'pw'": 1524,
  // No SQL.
  "FROBNICATE TABLE users": 1064,
  "ALTER TABLE users ADD COLUMN": 1064,
};
