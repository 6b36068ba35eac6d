import type { OnlineTool } from "../../policy/online-rule.ts";
import { quoteName, quoteTable } from "../../sql/write/quote.ts";
import type { ObjectName } from "../object-name.ts";
import type { Leftovers, TableFacts } from "./table-facts.ts";

/** What a run of a tool makes beside the table; kept in the ledger, so that a later run knows its own. */
export interface OnlineMark extends ObjectName {
  tool: OnlineTool;
  /** Before the tables change places they hold nothing but a copy. */
  copies: readonly string[];
  /** Holds all rows as they were, once the tables have changed places. */
  old: string;
}

/** Of the table's name and of the suffixes of a tool; the server allows 64 characters. */
const longestName = 43;

/** `run` is another one for each attempt: a tool that is still alive somewhere cannot put this attempt's table in place. */
export function markOf(tool: OnlineTool, { database, name }: ObjectName, run: string): OnlineMark {
  const own = { tool, database, name };
  return tool === "gh-ost"
    ? { ...own, copies: [`_${name}_gho`, `_${name}_ghc`], old: `_${name}_del` }
    : { ...own, copies: [`_${name}_tollgate_${run}`], old: `_${name}_old` };
}

/** Names with which both tools do what their manuals say, without quoting or shortening anything. */
export function isPlainName({ database, name }: ObjectName): boolean {
  const plain = (text: string) => /^[A-Za-z0-9_$]+$/.test(text);
  return plain(database) && plain(name) && name.length <= longestName && database.length + name.length <= 50;
}

/** As LIKE patterns: what either tool may have left beside a table, whoever called it. `|` escapes. */
export function leftoverPatterns(name: string): string[] {
  const own = name.replace(/[|%_]/g, "|$&");
  const suffixes = ["|_new", "|_old", "|_tollgate|_%", "|_gho", "|_ghc", "|_del", "|_%|_del"];
  return suffixes.map((suffix) => `%|_${own}${suffix}`);
}

/** The patterns find other tables that are called alike; only these are meant. */
export function isLeftover(name: string, found: string): boolean {
  const escaped = name.replace(/[$]/g, "\\$&");
  return new RegExp(`^_+${escaped}_(new|old|tollgate_[0-9a-f]+|gho|ghc|(\\d{14}_)?del)$`, "i").test(found);
}

export interface Cleaning {
  /** In order: a trigger whose table is gone would stop the application's writes. */
  drops: readonly string[];
  /** What is not this run's, or holds rows that may be wanted. */
  stays: readonly string[];
}

/**
 * What is left of a run that did not put its table in place. Its copies hold nothing that the table does not, and its
 * triggers write into these alone; everything else is named and left.
 */
export function cleanAfter({ database, name, copies }: OnlineMark, left: Leftovers): Cleaning {
  const own = left.tables.filter((table) => copies.includes(table));
  const writes = (body: string) => copies.some((copy) => namesTable(body, copy));
  const triggers = left.triggers.filter(
    (one) => isToolTrigger(one.name) && one.table.toLowerCase() === name.toLowerCase() && writes(one.body),
  );
  const others = left.triggers.filter((one) => !triggers.includes(one));
  return {
    drops: [
      ...triggers.map((one) => `DROP TRIGGER IF EXISTS ${quoteTable({ database, table: one.name })}`),
      ...(others.some(({ body }) => writes(body))
        ? []
        : own.map((table) => `DROP TABLE IF EXISTS ${quoteTable({ database, table })}`)),
    ],
    stays: [...left.tables.filter((table) => !own.includes(table)), ...others.map((one) => one.name)],
  };
}

/** The table as it will be once what these runs left has been found out and taken away. */
export function withoutRuns(facts: TableFacts, marks: readonly OnlineMark[]): TableFacts {
  const own = marks.filter(({ database, name }) => database === facts.database && name === facts.name);
  const copies = own.flatMap((mark) => mark.copies);
  const isLeft = ({ body }: { body: string }) => copies.some((copy) => namesTable(body, copy));
  return {
    ...facts,
    triggers: facts.triggers?.filter((one) => !isLeft(one)),
    leftovers: {
      tables: facts.leftovers.tables.filter((table) => !copies.includes(table)),
      triggers: facts.leftovers.triggers.filter((one) => !isLeft(one)),
    },
  };
}

export function isToolTrigger(name: string): boolean {
  return /^(rt_)?pt_osc_/i.test(name);
}

/**
 * What a write of the application does in pt-online-schema-change's triggers, which MariaDB shows as the statement of the
 * application's session. The tool itself writes with INSERT alone; gh-ost writes with REPLACE, and has no triggers.
 */
export function isOfTrigger({ tool }: Pick<OnlineMark, "tool">, text: string): boolean {
  return (
    tool === "pt-online-schema-change" &&
    /^\s*(BEGIN\b|DELETE\s+IGNORE\s+FROM\b|REPLACE\s+INTO\b)/i.test(text)
  );
}

function namesTable(body: string, table: string): boolean {
  return body.includes(quoteName(table));
}

/** The statements with which a person takes leftovers away, once they are sure that no tool runs. */
export function sayDrops(database: string, { tables, triggers }: Leftovers): string {
  return [
    ...triggers.map(({ name }) => `DROP TRIGGER ${quoteTable({ database, table: name })};`),
    ...tables.map((table) => `DROP TABLE ${quoteTable({ database, table })};`),
  ].join(" ");
}
