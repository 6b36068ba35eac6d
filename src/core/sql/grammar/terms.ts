import { noteOther, noteQuery } from "./building/place.ts";
import { type Cursor, expression, fail, isNext, list, need, peek, take } from "./cursor.ts";
import { literal } from "./expressions/literal.ts";
import { mayBeMariadb, mayBeMysql, mayBeOlderThan } from "./may-be.ts";
import {
  accountName,
  charsetName,
  displayName,
  identifier,
  identifierAfterDot,
  identifierOrText,
  isIdentifier,
  number,
  size,
  tableName,
  takeIfExists,
  takeIfNotExists,
  text,
  usedTable,
} from "./names.ts";
import { notedTerms } from "./noted-terms.ts";
import { setForStatement, setVariables } from "./programs/set.ts";
import { limit } from "./queries/limit.ts";
import { withClause } from "./queries/query.ts";
import { selectItem } from "./queries/select.ts";

/** The lower-case words of a syntax line: what each stands for. */
export const terms: Readonly<Record<string, (c: Cursor) => unknown>> = {
  name: identifier,
  "name-or-text": identifierOrText,
  text,
  number,
  literal,
  charset: charsetName,
  query: noteQuery,
  selected: (c) => {
    const item = selectItem(c);
    if (item.kind === "item") noteOther(c, item.expression);
  },
  handler: (c) => {
    identifier(c);
    if (isNext(c, ".")) fail(c);
  },
  /** Guard: what is next is a reserved word, and so no name. */
  reserved: (c) => {
    if (isIdentifier(c, peek(c))) fail(c);
  },
  limit: (c) => limit(c) || fail(c),
  expr: expression,
  /** What the statement is about: reported as the clause's object. */
  object: (c) => {
    c.object = displayName(tableName(c));
  },
  "object-text": (c) => {
    c.object = identifierOrText(c);
  },
  database: (c) => {
    c.object = identifier(c);
  },
  "database-charset": (c) => databaseOption(c, "CHARSET"),
  "database-collation": (c) => databaseOption(c, "COLLATE"),
  "or-replace": (c) => {
    need(c, "OR");
    need(c, "REPLACE");
    c.condition = "or-replace";
  },
  "if-exists": (c) => {
    if (!takeIfExists(c)) fail(c);
    c.condition = "if-exists";
  },
  "if-not-exists": (c) => {
    if (!takeIfNotExists(c)) fail(c);
    c.condition = "if-not-exists";
  },
  /** CREATE OR REPLACE takes no IF NOT EXISTS beside it; MariaDB's does. */
  "if-not-exists-alone": (c) => {
    if (c.condition === "or-replace" && !mayBeMariadb(c)) fail(c);
    if (!takeIfNotExists(c)) fail(c);
    c.condition = "if-not-exists";
  },
  "view-columns": (c) => {
    need(c, "(");
    list(c, (inner) => {
      const name = identifier(inner);
      inner.building?.viewColumns.push(name);
    });
    need(c, ")");
  },
  "set-variables": setVariables,
  "set-for-statement": setForStatement,
  "common-tables": withTables,
  explained,
  analyzed,
  "dynamic-privilege": identifierOrText,
  account: (c) => {
    c.object = accountName(c);
  },
  table: (c) => usedTable(c, "read"),
  locked: (c) => usedTable(c, "lock"),
  created: (c) => usedTable(c, "create"),
  altered: (c) => usedTable(c, "alter"),
  written: (c) => usedTable(c, "write"),
  dropped: (c) => usedTable(c, "drop"),
  variable: (c) => {
    if (peek(c).kind !== "variable") fail(c);
    c.at++;
  },
  /** A word of any kind: option names of plugins, profiles, variables. */
  word: (c) => {
    if (peek(c).kind !== "word") fail(c);
    c.at++;
  },
  "source-option-name": (c) => {
    if (!sourceOptions.test(peek(c).upper)) fail(c);
    c.at++;
  },
  "dotted-name": (c) => {
    identifier(c);
    while (take(c, ".")) identifierAfterDot(c);
  },
  scope: privilegeScope,
  /** What stands in it is named, and neither read nor changed. */
  "table-scope": (c) => {
    const from = c.at;
    privilegeScope(c);
    if (isNext(c, "*", -1)) return;
    c.at = from;
    usedTable(c, "read");
  },
  size,
  /** Guards: nothing is read. */
  mariadb: (c) => {
    if (!mayBeMariadb(c)) fail(c);
  },
  mysql: (c) => {
    if (!mayBeMysql(c)) fail(c);
  },
  "before-eight": (c) => before(c, 80000),
  "before-eight-four": (c) => before(c, 80400),
  "statement-body": (c) => c.grammar.statement(c),
  ...notedTerms,
};

/** `*`, `*.*`, `db.*`, `db.t`, `t`. */
function privilegeScope(c: Cursor) {
  const from = c.at;
  if (!take(c, "*")) identifier(c);
  if (take(c, ".") && !take(c, "*")) identifierAfterDot(c);
  c.object = c.text.slice(c.tokens[from]?.start, c.tokens[c.at - 1]?.end);
}

/** CHANGE REPLICATION SOURCE (manual 15.4.2.2), and its names from before 8.4. */
const sourceOptions = new RegExp(
  [
    "^(?:(?:SOURCE|MASTER)_(?:BIND|HOST|USER|PASSWORD|PORT|CONNECT_RETRY|RETRY_COUNT|DELAY|HEARTBEAT_PERIOD|LOG_FILE|LOG_POS",
    "|AUTO_POSITION|COMPRESSION_ALGORITHMS|ZSTD_COMPRESSION_LEVEL|SSL(?:_(?:CA|CAPATH|CERT|CRL|CRLPATH|KEY|CIPHER",
    "|VERIFY_SERVER_CERT))?|TLS_VERSION|TLS_CIPHERSUITES|PUBLIC_KEY_PATH|CONNECTION_AUTO_FAILOVER|USE_GTID",
    "|DEMOTE_TO_REPLICA)|GET_(?:SOURCE|MASTER)_PUBLIC_KEY|NETWORK_NAMESPACE|IGNORE_SERVER_IDS|GTID_ONLY",
    "|PRIVILEGE_CHECKS_USER|REQUIRE_ROW_FORMAT|REQUIRE_TABLE_PRIMARY_KEY_CHECK|RELAY_LOG_FILE|RELAY_LOG_POS",
    "|ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS|DO_DOMAIN_IDS|IGNORE_DOMAIN_IDS)$",
  ].join(""),
);

function databaseOption(c: Cursor, name: string) {
  c.options ??= new Map();
  c.options.set(name, charsetName(c));
}

const explainable = new Set([
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "REPLACE",
  "TABLE",
  "VALUES",
  "WITH",
  "(",
]);

/** EXPLAIN ANALYZE and MariaDB's ANALYZE run the statement in them: they are what that statement is. */
function analyzed(c: Cursor) {
  if (!explainable.has(peek(c).upper)) fail(c);
  c.grammar.statement(c);
}

/**
 * EXPLAIN runs nothing that changes data: the statement in it only reads. But MariaDB runs what stands in derived tables
 * and subqueries to explain it, with the functions that are called there.
 */
function explained(c: Cursor) {
  if (!explainable.has(peek(c).upper)) fail(c);
  const [tables, clauses] = [c.tables.length, c.clauses.length];
  c.grammar.statement(c);
  const called = c.clauses.slice(clauses).filter(({ kind }) => kind === "call" || kind === "alter-other");
  c.clauses.length = clauses;
  if (mayBeMariadb(c)) c.clauses.push(...called);
  for (const table of c.tables.slice(tables)) table.use = "read";
}

/** The tables of a WITH whose first word is read already. */
function withTables(c: Cursor) {
  c.at--;
  const commonTables = withClause(c);
  if (c.building) c.building.commonTables = commonTables;
}

function before(c: Cursor, version: number) {
  if (!mayBeOlderThan(c, version)) fail(c);
}
