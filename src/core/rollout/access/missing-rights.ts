import type { Refusal } from "../rollout.ts";
import type { AccountRights } from "./access.ts";
import { holdsGlobally, holdsOn, holdsSomewhere } from "./holds.ts";
import { type Right, rights, type Use } from "./rights.ts";
import { statementRights } from "./statement-rights.ts";

export interface MissingRight {
  privilege: string;
  need: Right["need"];
  /** The statement that gives it, complete. */
  grant: string;
  costs: string;
}

/** What the account lacks for a use, the indispensable first; undefined = its privileges cannot be read. */
export function missingRights(access: AccountRights, use: Use, database: string): MissingRight[] | undefined {
  const { privileges, flavour } = access;
  if (!privileges) return undefined;
  const lacks = ({ privilege, on }: Right) =>
    !(on === "server" ? holdsGlobally(privileges, privilege) : holdsOn(privileges, privilege, database));
  return rights[use]
    .filter((right) => right.flavour === undefined || right.flavour === flavour)
    .filter(({ since = 0 }) => isSince(access.version, since))
    .filter((right) => !coversAll(access, right) && lacks(right))
    .map(({ privilege, on, need, costs }) => ({
      privilege,
      need,
      costs,
      grant: writeGrant(access, privilege, on === "server" ? undefined : database),
    }))
    .sort((a, b) => Number(b.need === "must") - Number(a.need === "must"));
}

/**
 * Who may SELECT everything sees all bodies on MySQL, who may SELECT from mysql.proc on MariaDB:
 * https://dev.mysql.com/doc/refman/8.4/en/show-create-procedure.html
 */
function coversAll({ privileges }: AccountRights, { privilege }: Right): boolean {
  if (!privileges) return false;
  if (privilege === "SHOW_ROUTINE") return holdsGlobally(privileges, "SELECT");
  return privilege === "SHOW CREATE ROUTINE" && holdsOn(privileges, "SELECT", "mysql");
}

function isSince(version: string, since: number): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const [first = 0, second = 0] = String(since).split(".").map(Number);
  return major > first || (major === first && minor >= second);
}

/**
 * Statements that the server is bound to refuse: the account holds nowhere what they ask for. One that names another
 * database may be allowed there, so a privilege that is held somewhere is left for the server to judge.
 */
export function refusedStatements(
  { privileges, ...access }: AccountRights,
  database: string,
  statements: readonly { type: string; path: string; line: number }[],
): Refusal[] {
  if (!privileges) return [];
  const asking = new Map<string, string[]>();
  for (const { type, path, line } of statements) {
    for (const privilege of statementRights.get(type) ?? []) {
      if (holdsSomewhere(privileges, privilege)) continue;
      asking.set(privilege, [
        ...(asking.get(privilege) ?? []),
        `${path}, line ${line} (${type.replaceAll("_", " ")})`,
      ]);
    }
  }
  return [...asking].map(([privilege, places]) => ({
    code: "rights-missing",
    what: `${access.account} may not ${privilege}, which ${sayPlaces(places)} asks for.`,
    fix: `${writeGrant({ ...access, privileges }, privilege, database)};`,
  }));
}

/** As refusals of a whole rollout: what it cannot do without. */
export function refusedUse(access: AccountRights, use: Use, database: string): Refusal[] {
  return (missingRights(access, use, database) ?? [])
    .filter(({ need }) => need === "must")
    .map(({ privilege, grant, costs }) => ({
      code: "rights-missing",
      what: `${access.account} lacks ${privilege} on ${database}. Without it ${costs}.`,
      fix: `${grant};`,
    }));
}

function sayPlaces(places: readonly string[]): string {
  const [first = "", ...others] = places;
  return others.length === 0 ? first : `${first}, with ${others.length} more,`;
}

/** In the name of a database `_` and `%` are wildcards unless they are escaped. */
function writeGrant(
  { account, privileges }: AccountRights,
  privilege: string,
  database: string | undefined,
): string {
  if (database === undefined) return `GRANT ${privilege} ON *.* TO ${account}`;
  const name = privileges?.wildcards === false ? database : database.replace(/[_%]/gu, "\\$&");
  return `GRANT ${privilege} ON \`${name.replaceAll("`", "``")}\`.* TO ${account}`;
}
