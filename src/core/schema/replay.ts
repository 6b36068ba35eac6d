import type { Engine } from "../sql/engine.ts";
import type { Syntax } from "../sql/grammar/parse-statement.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { Catalog, DraftCatalog } from "./catalog.ts";
import type { DatabasesNamed } from "./databases-named.ts";
import type { Session } from "./session.ts";

/** Where a script stands that is read statement by statement. */
export interface Replay {
  catalog: DraftCatalog;
  session: Session;
  /** The catalog as it is by now, which nobody writes to; undefined = not taken since the last statement that may have changed it. */
  snapshot: Catalog | undefined;
  engine: Engine | undefined;
  /** Tables that are created now count as new: see Catalog.created. */
  isNew: boolean;
  /** It has run already, so nobody asks whether the server would refuse it. */
  past: boolean;
  /** Where the names of databases are noted; undefined = nobody wants to know. */
  named: DatabasesNamed | undefined;
}

/** As much of a statement as tells what it changes. */
export type Applied = Pick<Syntax, "type" | "object" | "clauses" | "tables"> & {
  /** As it is written; undefined = nobody kept it. */
  code?: Pick<SplitStatement, "text" | "mode">;
};

/** `REFERENCES` after a column makes a foreign key in MySQL since 9.0 and in MariaDB since 10.5; before, it is ignored. */
export function enforcesInlineReferences(engine: Engine | undefined): boolean {
  if (engine === undefined) return true;
  return engine.flavour === "mariadb" || engine.version >= 90000;
}
