import type { DescribedStatement } from "../../change/change.ts";
import { definedExpression } from "../../sql/grammar/defined-expression.ts";
import type { LexMode } from "../../sql/mode.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import { expressionsIn } from "../../sql/tree/walk.ts";
import type { RemovedSyntax } from "../../sql/uses.ts";
import type { RiskFactor } from "../factor.ts";

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
  onlyWith: ["set-session", "set-global", "use"],
  findInStatement(statement) {
    const { engine } = statement.mode;
    if (engine?.flavour !== "mysql") return undefined;
    const found = removalsIn(statement);
    if (found.length === 0) return undefined;
    const gone = removals.find((removal) => found.includes(removal) && engine.version >= removal.since);
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
}

function removalsIn(statement: DescribedStatement): readonly Removal[] {
  const { features, functions } = statement.uses;
  const found: Removal[] = [];
  for (const feature of features) if (isRemoved(feature)) found.push(syntax[feature]);
  if (functions.size > 0 && goneFunctions.some((name) => functions.has(name))) found.push(ciphers);
  for (const { clause } of statement.changes)
    if (clause.kind === "set-session" || clause.kind === "set-global")
      found.push(...removalsInSetting(clause, statement.mode));
  return found;
}

function isRemoved(feature: string): feature is RemovedSyntax {
  return feature in syntax;
}

const queryCache: Removal = {
  since: 80000,
  what: "the query cache",
  now: "there is nothing to set or reset",
};

/** What the grammar notes (sql/uses.ts). */
const syntax: Readonly<Record<RemovedSyntax, Removal>> = {
  "grant-identified": {
    since: 80000,
    what: "GRANT … IDENTIFIED",
    now: "CREATE USER makes the account first",
  },
  "password-function": {
    since: 80000,
    what: "PASSWORD()",
    now: "ALTER USER … IDENTIFIED BY takes the password itself",
  },
  "query-cache": queryCache,
  "sorted-groups": {
    since: 80000,
    what: "ASC and DESC after GROUP BY",
    now: "an ORDER BY of its own puts groups in order",
  },
  "procedure-analyse": {
    since: 80000,
    what: "PROCEDURE ANALYSE",
    now: "SHOW COLUMNS and histograms tell of the values",
  },
  "type-for-engine": { since: 50500, what: "TYPE for a table's engine", now: "ENGINE names it" },
  "two-digit-year": { since: 50700, what: "YEAR(2)", now: "YEAR has four digits" },
  "master-and-slave": {
    since: 80400,
    what: "MASTER and SLAVE in statements",
    now: "REPLICA, REPLICATION SOURCE and BINARY LOGS are the words",
  },
  "flush-hosts": {
    since: 80400,
    what: "FLUSH HOSTS",
    now: "TRUNCATE performance_schema.host_cache does it",
  },
  "native-password": {
    since: 80400,
    what: "mysql_native_password (switched off in 8.4, gone in 9.0)",
    now: "caching_sha2_password is the default",
  },
};

const goneFunctions = [
  "ENCODE",
  "DECODE",
  "ENCRYPT",
  "DES_ENCRYPT",
  "DES_DECRYPT",
  "OLD_PASSWORD",
  "JSON_APPEND",
];

const ciphers: Removal = {
  since: 80000,
  what: "ENCODE, DECODE, ENCRYPT and DES_ENCRYPT",
  now: "AES_ENCRYPT and SHA2 are there",
};

const renamed: Removal = {
  since: 80000,
  what: "tx_isolation, tx_read_only, storage_engine and the like",
  now: "transaction_isolation, transaction_read_only and default_storage_engine are there",
};

const replaced: Removal = {
  since: 80400,
  what: "expire_logs_days and default_authentication_plugin",
  now: "binlog_expire_logs_seconds and authentication_policy are there",
};

function allOf(names: string, removal: Removal): [string, Removal][] {
  return names.split(" ").map((name) => [name, removal]);
}

const variables: ReadonlyMap<string, Removal> = new Map([
  ...allOf(
    "query_cache_limit query_cache_min_res_unit query_cache_size query_cache_type query_cache_wlock_invalidate",
    queryCache,
  ),
  ...allOf(
    "tx_isolation tx_read_only storage_engine old_passwords log_warnings secure_auth sync_frm innodb_file_format innodb_file_format_check innodb_file_format_max innodb_large_prefix innodb_support_xa",
    renamed,
  ),
  ...allOf("expire_logs_days default_authentication_plugin", replaced),
]);

const oldMode: Removal = { since: 80000, what: "this sql_mode", now: "leave it out of the list" };

const oldModes: ReadonlySet<string> = new Set(
  "NO_AUTO_CREATE_USER DB2 MAXDB MSSQL MYSQL323 MYSQL40 ORACLE POSTGRESQL NO_FIELD_OPTIONS NO_KEY_OPTIONS NO_TABLE_OPTIONS".split(
    " ",
  ),
);

/** What is found first in them is said. */
const removals: readonly Removal[] = [...Object.values(syntax), ciphers, renamed, oldMode, replaced];

interface Setting {
  variable: string;
  value: string;
}

function* removalsInSetting({ variable, value }: Setting, mode: LexMode): Generator<Removal> {
  const removal = variables.get(variable);
  if (removal) yield removal;
  const modes = variable === "sql_mode" ? definedExpression(value, mode) : undefined;
  if (modes && [...expressionsIn(modes)].flatMap(namesIn).some((name) => oldModes.has(name))) yield oldMode;
}

/** Modes are texts, or words that look like columns. */
function namesIn(node: Expression): readonly string[] {
  const names = node.kind === "text" ? node.value : node.kind === "column" ? node.name : "";
  return names.toUpperCase().split(",");
}
