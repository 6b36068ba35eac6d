import type { ClauseOf } from "../../sql/clause.ts";
import { reservedWords } from "../../sql/grammar/reserved-words.ts";
import type { RiskFactor } from "../factor.ts";

type Naming = ClauseOf<"create-table" | "add-column" | "modify-column" | "rename-column" | "rename-table">;

export const reservedWord: RiskFactor<Naming["kind"]> = {
  id: "reserved-word",
  title: "Gives a name that is a reserved word",
  points: 5,
  why: "Every statement that uses the name without quotes fails (error 1064), also those of tools and dumps, at the latest after an upgrade to the version that reserves it.",
  instead: "Choose another name: `rank_no` for `rank`, `is_system` for `system`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/keywords.html"],
  examples: {
    risky: [
      "ALTER TABLE users ADD `rank` INT",
      "ALTER TABLE users RENAME COLUMN age TO `system`",
      "CREATE TABLE `groups` (id INT PRIMARY KEY)",
      "CREATE TABLE fresh (id INT PRIMARY KEY, `key` INT)",
    ],
    safe: ["ALTER TABLE users ADD rank_no INT", "ALTER TABLE users ADD `Nick Name` INT, ADD status INT"],
  },
  kinds: ["create-table", "add-column", "modify-column", "rename-column", "rename-table"],
  find({ clause }) {
    const names = givenNames(clause).filter(isReserved);
    return names.length > 0 ? `${names.join(", ")} is a reserved word of MySQL.` : undefined;
  },
};

/** A quoted name runs everywhere today; what the newest version reserves is what it will meet. */
const newest = reservedWords({ flavour: "mysql", version: 99999 });

function isReserved(name: string): boolean {
  return newest.has(name.toUpperCase());
}

function givenNames(clause: Naming): string[] {
  if (clause.kind === "create-table") {
    const names = [clause.target.table];
    for (const { name } of clause.tableDefinition.columns) names.push(name);
    return names;
  }
  if (clause.kind === "add-column") return [clause.definition.name];
  if (clause.kind === "rename-table") return [clause.other.table];
  return clause.to === undefined ? [] : [clause.to];
}
