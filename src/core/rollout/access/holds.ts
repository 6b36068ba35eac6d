import type { Grant } from "./parse-grants.ts";

/** What an account may do on its server. */
export interface Privileges {
  grants: readonly Grant[];
  /** `%` and `_` in the database of a grant are wildcards: not where the server takes partial revokes. */
  wildcards: boolean;
  /** Names of databases are compared without regard to case (lower_case_table_names). */
  foldsCase: boolean;
}

/** The account holds a privilege everywhere. */
export function holdsGlobally({ grants }: Privileges, privilege: string): boolean {
  return grants.some((grant) => !grant.revoked && grant.on.level === "global" && gives(grant, privilege));
}

/** The account holds it on a whole database, be it by a grant on all of them. */
export function holdsOn(privileges: Privileges, privilege: string, database: string): boolean {
  const { grants } = privileges;
  const takenBack = grants.some(
    ({ revoked, on, privileges: taken }) =>
      revoked &&
      on.level === "database" &&
      same(privileges, on.pattern, database) &&
      taken.includes(privilege),
  );
  if (!takenBack && holdsGlobally(privileges, privilege)) return true;
  return chosen(privileges, database).some((grant) => gives(grant, privilege));
}

/** Somewhere at all: on everything, a database or a table. Where it does not, the server refuses whatever asks for it. */
export function holdsSomewhere({ grants }: Privileges, privilege: string): boolean {
  return grants.some((grant) => !grant.revoked && grant.on.level !== "routine" && gives(grant, privilege));
}

function gives({ privileges, on }: Grant, privilege: string): boolean {
  if (privileges.includes(privilege)) return true;
  return privileges.includes("ALL PRIVILEGES") && (on.level === "global" || ofDatabases.has(privilege));
}

/** Privileges that a database or a table can have: https://dev.mysql.com/doc/refman/8.4/en/grant.html#grant-privileges */
const ofDatabases = new Set([
  ...["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER"],
  ...["CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE"],
  ...["ALTER ROUTINE", "EVENT", "TRIGGER", "DELETE HISTORY", "SHOW CREATE ROUTINE"],
]);

/**
 * Of each holder's grants on databases one counts, the most specific that fits: on both flavours, `GRANT INSERT ON shop.*`
 * hides what `GRANT SELECT ON `sh%`.*` gives there. The account, its role and PUBLIC
 * add up.
 */
function chosen(privileges: Privileges, database: string): Grant[] {
  const best = new Map<Grant["to"], { grant: Grant; weight: number }>();
  for (const grant of privileges.grants) {
    if (grant.revoked || grant.on.level !== "database") continue;
    const { pattern } = grant.on;
    if (!fits(privileges, pattern, database)) continue;
    const weight = privileges.wildcards ? literalLength(pattern) : 0;
    const known = best.get(grant.to);
    if (!known || weight > known.weight) best.set(grant.to, { grant, weight });
  }
  return [...best.values()].map(({ grant }) => grant);
}

function fits(privileges: Privileges, pattern: string, database: string): boolean {
  if (!privileges.wildcards) return same(privileges, pattern, database);
  const source = [...pattern.matchAll(/\\(.)|([\s\S])/gu)]
    .map(([, escaped, plain = ""]) => {
      if (escaped === undefined && plain === "%") return "[\\s\\S]*";
      if (escaped === undefined && plain === "_") return "[\\s\\S]";
      return (escaped ?? plain).replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}$`, privileges.foldsCase ? "iu" : "u").test(database);
}

/** How much of a pattern stands before its first wildcard; all of it and more where there is none. */
function literalLength(pattern: string): number {
  const at = pattern.replace(/\\./gu, "x").search(/[%_]/u);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

/** With partial revokes all is literal: `GRANT … ON `a\\_b`.*` is a grant on no `a_b`. */
function same({ foldsCase }: Privileges, written: string, database: string): boolean {
  return foldsCase ? written.toLowerCase() === database.toLowerCase() : written === database;
}
