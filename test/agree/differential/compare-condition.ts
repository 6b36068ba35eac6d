import type { Catalog } from "../../../src/core/schema/catalog.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";
import type { Change } from "../generate/condition.ts";
import { everyRowSaid } from "./every-row-said.ts";
import { type Met, runChange, type World } from "./run-change.ts";

/** One of the tables that a statement changes: what it met there in each set of rows, and what is said of it. */
export interface Trial {
  kind: string;
  sql: string;
  table: string;
  ownRows: boolean;
  /** Of each set of rows that has any: "3 of 12". */
  met: string[];
  rows: RowsMet;
  /** That every row is met, with the catalog and without; undefined = the statement was not understood. */
  said: { known: boolean | undefined; unknown: boolean | undefined };
  /** That every row is met, or else those that a part of the condition picks, with the catalog and without. */
  perhaps: { known: boolean; unknown: boolean };
}

/**
 * spared = in some set it met rows and left others; every = in each set all or none, and somewhere all; none = in none
 * of the sets a row, which tells nothing: a subquery's answer may be another elsewhere.
 */
type RowsMet = "spared" | "every" | "none";

export interface Worlds {
  /** One for each set of rows. */
  each: readonly World[];
  catalog: Catalog;
  empty: Catalog;
  engine: Engine;
}

/** The error of a statement that the server refuses. */
export interface Refused {
  kind: string;
  sql: string;
  error: number;
}

export async function compareCondition(worlds: Worlds, change: Change): Promise<Trial[] | Refused> {
  const { kind, sql, tables, ownRows } = change;
  const outcomes = await Promise.all(worlds.each.map((world) => runChange(world, change)));
  const error = outcomes.find((outcome) => typeof outcome === "number");
  if (error !== undefined) return { kind, sql, error };
  const known = everyRowSaid(sql, worlds.catalog, worlds.engine);
  const unknown = everyRowSaid(sql, worlds.empty, worlds.engine);
  return tables.map(({ name }) => {
    const met = outcomes.flatMap((outcome) => (typeof outcome === "number" ? [] : (outcome.get(name) ?? [])));
    const own = (sentences: string[]) =>
      sentences.filter((sentence) => tables.length === 1 || new RegExp(`\\b${name}\\b`).test(sentence));
    const among = (sentences: string[] | undefined) =>
      sentences && own(sentences).some((sentence) => !isPerhaps(sentence));
    const perhaps = (sentences: string[] = []) => own(sentences).some(isPerhaps);
    return {
      ...{ kind, sql, table: name, ownRows },
      met: met.filter(({ of }) => of > 0).map((one) => `${one.met} of ${one.of}`),
      rows: rowsMet(met),
      said: { known: among(known), unknown: among(unknown) },
      perhaps: { known: perhaps(known), unknown: perhaps(unknown) },
    };
  });
}

function isPerhaps(sentence: string): boolean {
  return sentence.includes("else those that the rest picks");
}

function rowsMet(all: readonly Met[]): RowsMet {
  if (all.some(({ met, of }) => met > 0 && met < of)) return "spared";
  return all.some(({ met }) => met > 0) ? "every" : "none";
}
