import type { DescribedStatement } from "../../change/change.ts";
import type { RiskFactor } from "../factor.ts";
import type { StatementWords } from "../words.ts";

/** Every removal is known by one of these words, or by one of these variables that is set. */
const clues =
  "IDENTIFIED PASSWORD QUERY CODE CRYPT JSON_APPEND GROUP ANALYSE TYPE YEAR MASTER SLAVE HOSTS".split(" ");
const variables = [
  "QUERY_CACHE TX_ STORAGE_ENGINE OLD_PASSWORDS LOG_WARNINGS SECURE_AUTH SYNC_FRM INNODB_ SQL_MODE",
  "EXPIRE_LOGS_DAYS DEFAULT_AUTHENTICATION_PLUGIN",
].flatMap((line) => line.split(" "));

export const removedSyntax: RiskFactor = {
  id: "removed-syntax",
  title: "Uses what the server no longer has",
  points: 40,
  why: "Syntax, functions, variables and modes that this version of MySQL dropped fail there (error 1064, 1193, 1231, 1305 or 1524), though they ran on older servers.",
  instead: "Write what took its place.",
  links: [
    "https://dev.mysql.com/doc/refman/8.0/en/mysql-nutshell.html",
    "https://dev.mysql.com/doc/refman/8.4/en/mysql-nutshell.html",
  ],
  examples: {
    risky: [
      "GRANT SELECT ON shop.* TO reader IDENTIFIED BY 'pw'",
      "RESET MASTER",
      "FLUSH HOSTS",
      "CREATE TABLE fresh (id INT PRIMARY KEY) TYPE = InnoDB",
      "CREATE TABLE fresh (id INT PRIMARY KEY, born YEAR(2))",
      "SET tx_isolation = 'READ-COMMITTED'",
      "SET sql_mode = 'STRICT_TRANS_TABLES,NO_AUTO_CREATE_USER'",
      "SELECT ENCODE('a', 'b')",
      "SELECT age FROM users GROUP BY age DESC",
      "ALTER USER reader IDENTIFIED WITH mysql_native_password BY 'pw'",
    ],
    safe: [
      "RESET BINARY LOGS AND GTIDS",
      "CREATE TABLE fresh (id INT PRIMARY KEY, type INT, born YEAR)",
      "SET transaction_isolation = 'READ-COMMITTED'",
      "SELECT age FROM users GROUP BY age ORDER BY age DESC",
      "INSERT INTO notes (id, body) VALUES (1, 'RESET MASTER')",
    ],
  },
  words: [...clues, ...variables],
  findInStatement(statement, _, words) {
    const { engine } = statement.mode;
    if (engine?.flavour !== "mysql" || !mayHaveSome(statement)) return undefined;
    const gone = removals.find(({ since, found }) => engine.version >= since && found(statement, words));
    if (!gone) return undefined;
    const version = `${Math.floor(gone.since / 10_000)}.${Math.floor(gone.since / 100) % 100}`;
    return `MySQL ${version} no longer has ${gone.what}: ${gone.now}.`;
  },
};

interface Removal {
  /** The first version without it: 80400 = 8.4.0. */
  since: number;
  what: string;
  now: string;
  found(statement: DescribedStatement, words: StatementWords): boolean;
}

const clue = new RegExp(clues.join("|"), "i");

function mayHaveSome({ text, changes }: DescribedStatement): boolean {
  return clue.test(text) || changes.some(({ clause }) => "variable" in clause);
}

const says = (form: RegExp) => (_: DescribedStatement, words: StatementWords) => form.test(words.text);
const sets = (names: RegExp) => (statement: DescribedStatement) =>
  statement.changes.some(({ clause }) => "variable" in clause && names.test(clause.variable));

/** From one GROUP BY to the next: what follows the names of its columns ends them. */
function sortsGroups(afterGroupBy: string): boolean {
  const end = afterGroupBy.search(/(ORDER|HAVING|LIMIT|WINDOW|\)) /);
  return /(ASC|DESC) /.test(end < 0 ? afterGroupBy : afterGroupBy.slice(0, end));
}

function hasTypeForEngine(_: DescribedStatement, { text: all }: StatementWords): boolean {
  const options = all.startsWith("CREATE TABLE ") ? all.indexOf(") ") : -1;
  const engine = / TYPE (= )?(INNODB|MYISAM|HEAP|MEMORY|BDB|MERGE|ISAM) /;
  return options >= 0 && engine.test(all.slice(options));
}

const removals: readonly Removal[] = [
  {
    since: 80000,
    what: "GRANT … IDENTIFIED",
    now: "CREATE USER makes the account first",
    found: says(/^GRANT .* IDENTIFIED /),
  },
  {
    since: 80000,
    what: "PASSWORD()",
    now: "ALTER USER … IDENTIFIED BY takes the password itself",
    found: says(/ PASSWORD \( /),
  },
  {
    since: 80000,
    what: "the query cache",
    now: "there is nothing to set or reset",
    found: (statement, words) =>
      says(/^(RESET|FLUSH) QUERY CACHE /)(statement, words) || sets(/^query_cache_/i)(statement),
  },
  {
    since: 80000,
    what: "ENCODE, DECODE, ENCRYPT and DES_ENCRYPT",
    now: "AES_ENCRYPT and SHA2 are there",
    found: says(/ (ENCODE|DECODE|ENCRYPT|DES_ENCRYPT|DES_DECRYPT|OLD_PASSWORD|JSON_APPEND) \( /),
  },
  {
    since: 80000,
    what: "ASC and DESC after GROUP BY",
    now: "an ORDER BY of its own puts groups in order",
    found: (_, { text }) => text.split(" GROUP BY ").slice(1).some(sortsGroups),
  },
  {
    since: 80000,
    what: "PROCEDURE ANALYSE",
    now: "SHOW COLUMNS and histograms tell of the values",
    found: says(/ PROCEDURE ANALYSE /),
  },
  {
    since: 80000,
    what: "tx_isolation, tx_read_only, storage_engine and the like",
    now: "transaction_isolation, transaction_read_only and default_storage_engine are there",
    found: sets(
      /^(tx_isolation|tx_read_only|storage_engine|old_passwords|log_warnings|secure_auth|sync_frm|innodb_(file_format|large_prefix|support_xa).*)$/i,
    ),
  },
  {
    since: 80000,
    what: "this sql_mode",
    now: "leave it out of the list",
    found: ({ changes }) =>
      changes.some(
        ({ clause }) =>
          "variable" in clause && clause.variable.toLowerCase() === "sql_mode" && oldModes.test(clause.value),
      ),
  },
  {
    since: 50500,
    what: "TYPE for a table's engine",
    now: "ENGINE names it",
    found: hasTypeForEngine,
  },
  {
    since: 50700,
    what: "YEAR(2)",
    now: "YEAR has four digits",
    found: says(/ YEAR \( 2 \) /),
  },
  {
    since: 80400,
    what: "MASTER and SLAVE in statements",
    now: "REPLICA, REPLICATION SOURCE and BINARY LOGS are the words",
    found: says(
      /^((RESET|START|STOP) (MASTER|SLAVE) |SHOW (MASTER|SLAVE) |CHANGE MASTER |PURGE MASTER |SHOW SLAVE HOSTS )/,
    ),
  },
  {
    since: 80400,
    what: "FLUSH HOSTS",
    now: "TRUNCATE performance_schema.host_cache does it",
    found: says(/^FLUSH (LOCAL |NO_WRITE_TO_BINLOG )?HOSTS /),
  },
  {
    since: 80400,
    what: "expire_logs_days and default_authentication_plugin",
    now: "binlog_expire_logs_seconds and authentication_policy are there",
    found: sets(/^(expire_logs_days|default_authentication_plugin)$/i),
  },
  {
    since: 80400,
    what: "mysql_native_password (switched off in 8.4, gone in 9.0)",
    now: "caching_sha2_password is the default",
    found: ({ text }) => /\bIDENTIFIED\s+(WITH|VIA)\s+['"`]?mysql_native_password\b/i.test(text),
  },
];

const oldModes =
  /\b(NO_AUTO_CREATE_USER|DB2|MAXDB|MSSQL|MYSQL323|MYSQL40|ORACLE|POSTGRESQL|NO_FIELD_OPTIONS|NO_KEY_OPTIONS|NO_TABLE_OPTIONS)\b/i;
