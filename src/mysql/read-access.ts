import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Access, AccountRights } from "../core/rollout/access/access.ts";
import { parseGrants } from "../core/rollout/access/parse-grants.ts";
import type { Flavour } from "../core/rollout/access/rights.ts";
import { serverNumber } from "./has-number.ts";
import { readServerMode } from "./read-server-mode.ts";

/** What the session's account is, may do and meets. Reads only. */
export async function readAccess(connection: Connection): Promise<Access> {
  return { ...(await readAccount(connection)), mode: await readServerMode(connection) };
}

/** What it is and may do. */
export async function readAccount(connection: Connection): Promise<AccountRights> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT CURRENT_USER() AS account, VERSION() AS version, @@lower_case_table_names AS folds",
  );
  const [row] = rows;
  const flavour: Flavour = /mariadb/i.test(String(row?.version)) ? "mariadb" : "mysql";
  const grants = parseGrants(await readGrants(connection, flavour));
  const wildcards = flavour === "mariadb" || !(await takesPartialRevokes(connection));
  return {
    flavour,
    version: String(row?.version),
    account: quoteAccount(String(row?.account)),
    privileges: grants && { grants, wildcards, foldsCase: Number(row?.folds) !== 0 },
  };
}

async function takesPartialRevokes(connection: Connection): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL VARIABLES LIKE 'partial\\_revokes'");
  return rows[0]?.Value === "ON";
}

/**
 * With the roles that are active in this session: MariaDB says them by itself, MySQL 8.0 is asked to. The lines may hold
 * a password's hash (MariaDB) and are never told.
 */
async function readGrants(connection: Connection, flavour: Flavour): Promise<string[]> {
  const roles = flavour === "mysql" ? await activeRoles(connection) : undefined;
  return grantLines(
    connection,
    roles === undefined ? "SHOW GRANTS" : `SHOW GRANTS FOR CURRENT_USER() USING ${roles}`,
  );
}

/** As the server quotes them: `r1`@`%`,`r2`@`%`; undefined = none, or a server without roles (5.7). */
async function activeRoles(connection: Connection): Promise<string | undefined> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>("SELECT CURRENT_ROLE() AS roles");
    const roles = rows[0]?.roles;
    return typeof roles === "string" && roles.startsWith("`") ? roles : undefined;
  } catch (error) {
    if (serverNumber(error) === undefined) throw error;
    return undefined;
  }
}

async function grantLines(connection: Connection, sql: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows.map((row) => String(Object.values(row)[0]));
}

/** `ada@%` as GRANT takes it; the host is behind the last @. */
function quoteAccount(account: string): string {
  const at = account.lastIndexOf("@");
  const quote = (part: string) => `'${part.replaceAll("'", "''")}'`;
  return `${quote(account.slice(0, at))}@${quote(account.slice(at + 1))}`;
}
