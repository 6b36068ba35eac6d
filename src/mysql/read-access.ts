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
  const server = await readVariables(connection);
  const version = server.get("version") ?? "";
  const flavour: Flavour = /mariadb/i.test(version) ? "mariadb" : "mysql";
  const { account, roles } = await readSelf(connection, flavour);
  const lines = await grantLines(
    connection,
    roles === undefined ? "SHOW GRANTS" : `SHOW GRANTS FOR CURRENT_USER() USING ${roles}`,
  );
  const grants = parseGrants(lines);
  const wildcards = flavour === "mariadb" || server.get("partial_revokes") !== "ON";
  const foldsCase = server.get("lower_case_table_names") !== "0";
  return {
    flavour,
    version,
    account: quoteAccount(account),
    privileges: grants && { grants, wildcards, foldsCase },
  };
}

const asked = ["version", "lower_case_table_names", "partial_revokes"];

async function readVariables(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)", [
    asked,
  ]);
  return new Map(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
}

/**
 * With the roles that are active, as the server quotes them: `r1`@`%`,`r2`@`%`; undefined = none, or a server without roles
 * (5.7). MariaDB's SHOW GRANTS has them by itself, MySQL's is asked to.
 */
async function readSelf(
  connection: Connection,
  flavour: Flavour,
): Promise<{ account: string; roles: string | undefined }> {
  const ask = async (more: string) => {
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT CURRENT_USER() AS account${more}`);
    const roles: unknown = rows[0]?.roles;
    const isSome = typeof roles === "string" && roles.startsWith("`");
    return { account: String(rows[0]?.account), roles: isSome ? roles : undefined };
  };
  if (flavour === "mariadb") return ask("");
  try {
    return await ask(", CURRENT_ROLE() AS roles");
  } catch (error) {
    if (serverNumber(error) === undefined) throw error;
    return ask("");
  }
}

/** The lines may hold a password's hash (MariaDB) and are never told. */
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
