import { foldName } from "../fold-name.ts";

/** What a stored program declares where a statement stands in it. An inner block sees what the outer ones declare. */
export interface ProgramVariables {
  /** Parameters and variables, folded. */
  readonly names: ReadonlySet<string>;
  /** It is the body of a trigger: OLD and NEW are the row. */
  readonly rows: boolean;
  readonly outer: ProgramVariables | undefined;
}

export const noVariables: ProgramVariables = { names: new Set(), rows: false, outer: undefined };

/** While the program is read. */
export interface VariablesDraft extends ProgramVariables {
  readonly names: Set<string>;
}

export function openVariables(outer?: ProgramVariables, rows = false): VariablesDraft {
  return { names: new Set(), rows, outer };
}

interface Name {
  readonly database: string | undefined;
  readonly table: string | undefined;
  readonly name: string;
}

/**
 * Whether a name is a variable, a parameter, or a column of a trigger's row. As MySQL 9.7 was seen to do, it then is one
 * whatever columns, aliases and tables are called so.
 */
export function isVariable({ database, table, name }: Name, variables: ProgramVariables): boolean {
  const wanted = foldName(name);
  for (let block: ProgramVariables | undefined = variables; block; block = block.outer) {
    if (table === undefined ? block.names.has(wanted) : block.rows && database === undefined && isRow(table))
      return true;
  }
  return false;
}

function isRow(table: string): boolean {
  return /^(old|new)$/i.test(table);
}
