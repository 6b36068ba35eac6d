import type { ClauseOf } from "../../sql/clause.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { inInnodb } from "../rewrites/leave-out.ts";

export const unusualStorage: RiskFactor<"create-table" | "change-engine" | "set-session"> = {
  id: "unusual-storage",
  title: "Creates a table outside InnoDB",
  points: 40,
  why: "Other engines lose rows on a crash (MyISAM), on a restart (MEMORY), at once (BLACKHOLE), or keep them on another server (FEDERATED); DATA DIRECTORY puts them where backups may not look.",
  instead: "Use InnoDB, in the server's own directory.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/storage-engines.html"],
  examples: {
    risky: [
      "CREATE TABLE far (id INT PRIMARY KEY) ENGINE = FEDERATED CONNECTION = 'mysql://far/shop/far'",
      "CREATE TABLE fast (id INT PRIMARY KEY) ENGINE = MEMORY",
      "CREATE TABLE fresh (id INT PRIMARY KEY) DATA DIRECTORY = '/tmp'",
      "CREATE TABLE fresh (id INT PRIMARY KEY); ALTER TABLE fresh ENGINE = MyISAM",
      "SET default_storage_engine = MyISAM",
    ],
    safe: [
      "CREATE TABLE fresh (id INT PRIMARY KEY) ENGINE = InnoDB",
      "CREATE TABLE fresh (id INT PRIMARY KEY)",
      "CREATE TEMPORARY TABLE fast (id INT) ENGINE = MEMORY",
      "SET default_storage_engine = 'InnoDB'",
    ],
  },
  rewrite: inInnodb,
  kinds: ["create-table", "change-engine", "set-session"],
  ofNew: true,
  find({ clause, created, temporary }, context) {
    if (clause.kind === "set-session") return defaultEngine(clause);
    if (temporary) return undefined;
    if (clause.kind === "create-table") return storageOf(clause, context);
    const engine = clause.options.get("ENGINE");
    // Of a table with rows another factor tells.
    return created && isOther(engine) ? `The new table ${clause.table} is kept by ${engine}.` : undefined;
  },
};

function storageOf(
  { table, tableDefinition: { options, like } }: ClauseOf<"create-table">,
  context: RiskContext,
): string | undefined {
  const engine = options.get("ENGINE") ?? (like && knownTable(like, context)?.options.get("ENGINE"));
  if (isOther(engine)) return `The new table ${table} is kept by ${engine}.`;
  const elsewhere = outside.find((option) => options.has(option));
  return elsewhere === undefined ? undefined : `The new table ${table} is kept elsewhere: ${elsewhere}.`;
}

function defaultEngine({ variable, value }: ClauseOf<"set-session">): string | undefined {
  if (variable !== "default_storage_engine" && variable !== "storage_engine") return undefined;
  const engine = /^['"`]?(\w*)['"`]?$/.exec(value)?.[1];
  if (engine !== undefined && harmless.has(engine.toLowerCase())) return undefined;
  return `New tables that name no engine are kept by ${engine ?? value} from here on.`;
}

/** DEFAULT is what the server has. */
const harmless: ReadonlySet<string> = new Set(["innodb", "default"]);

function isOther(engine: string | undefined): boolean {
  return engine !== undefined && engine.toLowerCase() !== "innodb";
}

const outside = ["CONNECTION", "DATA DIRECTORY", "INDEX DIRECTORY", "TABLESPACE"];
