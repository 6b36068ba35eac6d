import type { AccountRights } from "../access/access.ts";
import { holdsOn } from "../access/holds.ts";
import { missingRights } from "../access/missing-rights.ts";
import { type SchemaPart, schemaParts } from "./schema-snapshot.ts";

/** Which part of a schema hides without which privilege; the rights of the use `drift`. */
const shownBy = new Map<string, SchemaPart>([
  ["SHOW VIEW", "views"],
  ["TRIGGER", "triggers"],
  ["EVENT", "events"],
  ["EXECUTE", "routines"],
  ["SHOW_ROUTINE", "routine bodies"],
  ["SHOW CREATE ROUTINE", "routine bodies"],
]);

/** What an account is not shown, each with the privileges that would show it; undefined = nothing of that is hidden. */
export function sayUnseen(unseen: readonly SchemaPart[]): string | undefined {
  if (unseen.length === 0) return undefined;
  const lacks = [...shownBy].filter(([, part]) => unseen.includes(part)).map(([privilege]) => privilege);
  const why = lacks.length > 0 ? ` without ${lacks.join(", ")}` : "";
  return `Drift is not looked for in what this account does not see${why}: ${unseen.join(", ")}.`;
}

/** One of these on a table shows its keys as constraints; SELECT alone does not, on MariaDB and on MySQL 5.7. */
const moreThanSelect = [
  "INSERT",
  "UPDATE",
  "DELETE",
  "CREATE",
  "DROP",
  "ALTER",
  "INDEX",
  "TRIGGER",
  "SHOW VIEW",
];

/** What the account does not see of a database; all that may hide, where its privileges cannot be read. */
export function unseenParts(account: AccountRights, database: string): SchemaPart[] {
  const missing = missingRights(account, "drift", database);
  if (!missing) return schemaParts.filter((part) => part !== "partitions");
  const hidden = missing.flatMap(({ privilege }) => shownBy.get(privilege) ?? []);
  return hidesConstraints(account, database) ? [...hidden, "constraints"] : hidden;
}

function hidesConstraints({ flavour, version, privileges }: AccountRights, database: string): boolean {
  const asksForMore = flavour === "mariadb" || version.startsWith("5.");
  return asksForMore && !moreThanSelect.some((one) => privileges && holdsOn(privileges, one, database));
}
