import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Access } from "../core/rollout/access/access.ts";
import type { Privileges } from "../core/rollout/access/holds.ts";
import { parseGrants } from "../core/rollout/access/parse-grants.ts";
import type { Flavour } from "../core/rollout/access/rights.ts";
import { serverNumber } from "./has-number.ts";
import { readServerMode } from "./read-server-mode.ts";

/** What the session's account is, may do and meets. Reads only. */
export async function readAccess(connection: Connection): Promise<Access> {
  const variables = await readVariables(connection);
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT CURRENT_USER() AS account, VERSION() AS version",
  );
  const flavour: Flavour = /mariadb/i.test(String(rows[0]?.version)) ? "mariadb" : "mysql";
  return {
    flavour,
    account: quoteAccount(String(rows[0]?.account)),
    privileges: await readPrivileges(connection, variables),
    mode: await readServerMode(connection, variables),
  };
}

type Variables = ReadonlyMap<string, string>;

const wanted = [
  "lower_case_table_names",
  "partial_revokes",
  "read_only",
  "super_read_only",
  "innodb_read_only",
];

/** Those that the server has. */
async function readVariables(connection: Connection): Promise<Variables> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)", [
    wanted,
  ]);
  return new Map(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
}

async function readPrivileges(connection: Connection, variables: Variables): Promise<Privileges | undefined> {
  const grants = parseGrants(await readGrants(connection));
  return (
    grants && {
      grants,
      wildcards: variables.get("partial_revokes") !== "ON",
      foldsCase: variables.get("lower_case_table_names") !== "0",
    }
  );
}

/**
 * With the roles that are active in this session: MariaDB says them by itself, MySQL 8.0 is asked to. The lines may hold
 * a password's hash (MariaDB) and are never told.
 */
async function readGrants(connection: Connection): Promise<string[]> {
  const roles = await activeRoles(connection);
  const own = await grantLines(connection, "SHOW GRANTS");
  if (roles === undefined) return own;
  try {
    return await grantLines(connection, `SHOW GRANTS FOR CURRENT_USER() USING ${roles}`);
  } catch (error) {
    // MariaDB, which knows no USING.
    if (serverNumber(error) === undefined) throw error;
    return own;
  }
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
