import { foldName } from "../../fold-name.ts";
import type { Expression } from "../../tree/expression.ts";
import type { Span } from "../../tree/node.ts";
import type { Passage, TableAlteration, WrittenColumn } from "../../tree/passages.ts";
import { openVariables, type VariablesDraft } from "../../tree/program-variables.ts";
import type { CommonTable, Query, QueryBody, TableExpression } from "../../tree/query.ts";
import type { DataStatement, DefinedExpression, PartitionBound } from "../../tree/statement.ts";

/**
 * What a statement's tree is made of while it is read for one. A cursor without it only recognises: its readers then
 * return the shared constants below, which nobody looks at, so that recognising makes no nodes.
 */
export interface Building {
  readonly statements: DataStatement[];
  readonly definitions: DefinedExpression[];
  readonly bounds: PartitionBound[];
  readonly others: Expression[];
  readonly code: Span;
  readonly passages: Passage[];
  readonly columns: WrittenColumnDraft[];
  readonly alterations: TableAlteration[];
  readonly viewColumns: string[];
  /** Of the program that is read, in the block where reading stands. */
  variables: VariablesDraft;
  /** Of a WITH that is read before the statement that it belongs to. */
  commonTables: readonly CommonTable[];
  /** sql_mode has PIPES_AS_CONCAT: `||` concatenates. */
  readonly pipesAsConcat: boolean;
  /** sql_mode has HIGH_NOT_PRECEDENCE: NOT binds as tightly as `!`. */
  readonly tightNot: boolean;
}

/** How much is made so far, for an attempt that may not fit. */
export function sizeOf(building: Building): Size {
  return grown.map((list) => building[list].length);
}

export function cutTo(building: Building, size: Size) {
  for (const [i, list] of grown.entries()) building[list].length = size[i] ?? 0;
}

type Size = readonly number[];

const grown = [
  "statements",
  "definitions",
  "bounds",
  "others",
  "passages",
  "columns",
  "alterations",
  "viewColumns",
] as const satisfies readonly (keyof Building)[];

export type WrittenColumnDraft = { -readonly [K in keyof WrittenColumn]: WrittenColumn[K] };

/** The common tables of the statement that begins here. */
export function takeCommonTables({ building }: { building: Building | undefined }): readonly CommonTable[] {
  const taken = building?.commonTables ?? [];
  if (building) building.commonTables = [];
  return taken;
}

/** A parameter or a variable of a program, by its name. */
export function noteVariable({ building }: { building: Building | undefined }, name: string) {
  building?.variables.names.add(foldName(name));
}

/** Reads a part of a program that sees what the program around it declares, and declares for itself. */
export function withOwnVariables(
  { building }: { building: Building | undefined },
  read: () => void,
  rows = false,
) {
  if (!building) return read();
  const outer = building.variables;
  building.variables = openVariables(outer, rows);
  read();
  building.variables = outer;
}

export const recognised: Expression = Object.freeze({ kind: "null", start: 0, end: 0, height: 1 });

export const recognisedBody: QueryBody = Object.freeze({
  kind: "values",
  rows: [],
  start: 0,
  end: 0,
  height: 1,
});

export const recognisedQuery: Query = Object.freeze({
  commonTables: [],
  body: recognisedBody,
  orderBy: [],
  limit: undefined,
  into: false,
  locks: false,
  start: 0,
  end: 0,
  height: 1,
});

export const recognisedTable: TableExpression = Object.freeze({
  kind: "table",
  name: { database: undefined, table: "" },
  alias: undefined,
  partitions: [],
  sample: undefined,
  start: 0,
  end: 0,
  height: 1,
});
