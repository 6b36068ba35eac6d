import type { Catalog } from "../schema/catalog.ts";
import { split } from "../sql/split.ts";
import type { SplitStatement } from "../sql/statement.ts";
import { readStatement, type Syntax } from "../sql/statements/read-statement.ts";
import type { Engine, LexMode } from "../sql/token.ts";
import type { Change, ReadStatement } from "./change.ts";

export interface ReadOptions {
  /** What the statements run on; undefined = not known, and the worse of all counts. */
  engine: Engine | undefined;
  /** sql_mode's part that changes how text is read, where it is not the default. */
  mode?: Partial<LexMode>;
  /** The schema before the first statement. */
  catalog: Catalog;
  /** The script belongs to the pull request under judgement: tables that it creates hold nothing yet. */
  isNew?: boolean;
}

/** The statements of a script, each read against the schema as it is before it; and the schema after the last. */
export function readScript(
  script: string | readonly SplitStatement[],
  options: ReadOptions,
): { statements: ReadStatement[]; catalog: Catalog } {
  const { engine, mode, catalog } = options;
  const cut = typeof script === "string" ? split(script, { mode: { ...mode, engine } }).statements : script;
  const statements = cut.map((statement) =>
    describe(statement, readStatement(statement.text, statement.mode)),
  );
  return { statements, catalog };
}

function describe(statement: SplitStatement, syntax: Syntax): ReadStatement {
  const unknown = { algorithm: undefined, lock: undefined, rebuilds: undefined };
  const changes: Change[] = syntax.clauses.map((clause) => ({
    ...clause,
    cost: unknown,
    dataLoss: "unknown",
  }));
  const { type, source, parsed, unparsed, tables, hidden } = syntax;
  return {
    ...statement,
    type,
    source,
    parsed,
    unparsed,
    tables,
    hidden,
    changes,
    ...unknown,
    dataLoss: "unknown",
  };
}
