import type { Refusal } from "../rollout.ts";
import type { Account } from "./access.ts";
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
export function missingRights(access: Account, use: Use, database: string): MissingRight[] | undefined {
  const { privileges, flavour } = access;
  if (!privileges) return undefined;
  const lacks = ({ privilege, on }: Right) =>
    !(on === "server" ? holdsGlobally(privileges, privilege) : holdsOn(privileges, privilege, database));
  return rights[use]
    .filter((right) => right.flavour === undefined || right.flavour === flavour)
    .filter((right) => !coversAll(access, right) && lacks(right))
    .map(({ privilege, on, need, costs }) => ({
      privilege,
      need,
      costs,
      grant: writeGrant(access, privilege, on === "server" ? undefined : database),
    }))
    .sort((a, b) => Number(b.need === "must") - Number(a.need === "must"));
}

/** SELECT on everything shows all that SHOW_ROUTINE does: https://dev.mysql.com/doc/refman/8.4/en/show-create-procedure.html */
function coversAll({ privileges }: Account, { privilege }: Right): boolean {
  return privilege === "SHOW_ROUTINE" && privileges !== undefined && holdsGlobally(privileges, "SELECT");
}

/**
 * Statements that the server is bound to refuse: the account holds nowhere what they ask for. One that names another
 * database may be allowed there, so a privilege that is held somewhere is left for the server to judge.
 */
export function refusedStatements(
  { privileges, ...access }: Account,
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
export function refusedUse(access: Account, use: Use, database: string): Refusal[] {
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
  { account, privileges }: Account,
  privilege: string,
  database: string | undefined,
): string {
  if (database === undefined) return `GRANT ${privilege} ON *.* TO ${account}`;
  const name = privileges?.wildcards === false ? database : database.replace(/[_%]/gu, "\\$&");
  return `GRANT ${privilege} ON \`${name.replaceAll("`", "``")}\`.* TO ${account}`;
}
