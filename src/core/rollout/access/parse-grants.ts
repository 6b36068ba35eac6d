/** What one line of SHOW GRANTS gives or, with partial revokes, takes back. */
export interface Grant {
  /** Upper case, as the server writes them; `ALL PRIVILEGES` for all of the level. Those of single columns are left out. */
  privileges: readonly string[];
  on: GrantLevel;
  /** The active role and those that it holds count as one, as they do for the server. */
  to: "account" | "role" | "public";
  /** REVOKE: taken back from what the account has everywhere. */
  revoked: boolean;
}

type GrantLevel =
  | { level: "global" }
  /** As written: `%` and `_` are wildcards, `\_` is none, unless the server takes partial revokes. */
  | { level: "database"; pattern: string }
  | { level: "table"; database: string; table: string }
  | { level: "routine" };

/**
 * Lines of SHOW GRANTS for the session's account with its active roles. Lines that grant a role, a proxy or a default
 * role give no privilege; undefined = a line that cannot be read, so that nobody knows what the account may do.
 */
export function parseGrants(lines: readonly string[]): Grant[] | undefined {
  const grants: Grant[] = [];
  for (const line of lines) {
    const grant = parseGrant(tokens(line));
    if (grant === "unread") return undefined;
    if (grant !== "no-privilege") grants.push(grant);
  }
  return grants;
}

interface Token {
  /** `word` is as written, `name` without its quotes. */
  kind: "word" | "name" | "sign";
  text: string;
}

function tokens(line: string): Token[] {
  const found = line.matchAll(/`((?:[^`]|``)*)`|'((?:[^'\\]|''|\\.)*)'|"((?:[^"]|"")*)"|([\w$]+)|(\S)/gsu);
  return [...found].map(([, back, single, double, word, sign]) => {
    if (back !== undefined) return { kind: "name", text: back.replaceAll("``", "`") };
    if (single !== undefined) return { kind: "name", text: single.replaceAll("''", "'") };
    if (double !== undefined) return { kind: "name", text: double.replaceAll('""', '"') };
    return word !== undefined ? { kind: "word", text: word } : { kind: "sign", text: sign ?? "" };
  });
}

function parseGrant(line: readonly Token[]): Grant | "no-privilege" | "unread" {
  const verb = word(line[0]);
  if (verb === "SET") return "no-privilege";
  if (verb !== "GRANT" && verb !== "REVOKE") return "unread";
  const on = line.findIndex((token) => word(token) === "ON");
  // GRANT `role`@`%` TO `user`@`host`
  if (on < 0) return line[1]?.kind === "name" ? "no-privilege" : "unread";
  const privileges = readPrivileges(line.slice(1, on));
  if (privileges.includes("PROXY")) return "no-privilege";
  const end = line.findIndex((token, i) => i > on && ["TO", "FROM"].includes(word(token)));
  const level = readLevel(line.slice(on + 1, end));
  const [holder, at] = line.slice(end + 1);
  if (end < 0 || level === undefined || holder === undefined) return "unread";
  return { privileges, on: level, to: readHolder(holder, at), revoked: verb === "REVOKE" };
}

/** Of a session's own grants; a role of MariaDB has no host. */
function readHolder(holder: Token, at: Token | undefined): Grant["to"] {
  if (at?.text === "@") return "account";
  return word(holder) === "PUBLIC" ? "public" : "role";
}

/** `SELECT, UPDATE (x), CREATE VIEW`: words up to a comma; what is of columns alone is no privilege on the table. */
function readPrivileges(line: readonly Token[]): string[] {
  const privileges: string[] = [];
  let words: string[] = [];
  let depth = 0;
  let ofColumns = false;
  const end = () => {
    if (words.length > 0 && !ofColumns) privileges.push(words.join(" ").toUpperCase());
    [words, ofColumns] = [[], false];
  };
  for (const { kind, text } of line) {
    if (kind === "sign" && text === "(") [depth, ofColumns] = [depth + 1, true];
    else if (kind === "sign" && text === ")") depth--;
    else if (kind === "sign" && text === "," && depth === 0) end();
    else if (depth === 0) words.push(text);
  }
  end();
  return privileges;
}

function readLevel(line: readonly Token[]): GrantLevel | undefined {
  const [first, ...rest] = line;
  if (["PROCEDURE", "FUNCTION", "PACKAGE", "LIBRARY"].includes(word(first))) return { level: "routine" };
  const [database, dot, table] = word(first) === "TABLE" ? rest : line;
  if (!database || dot?.text !== "." || !table) return undefined;
  const [all, every] = [isStar(database), isStar(table)];
  if (all) return every ? { level: "global" } : undefined;
  return every
    ? { level: "database", pattern: database.text }
    : { level: "table", database: database.text, table: table.text };
}

function isStar({ kind, text }: Token): boolean {
  return kind === "sign" && text === "*";
}

function word(token: Token | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : "";
}
