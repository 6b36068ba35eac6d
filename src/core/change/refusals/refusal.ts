import type { Catalog } from "../../schema/catalog.ts";
import type { Session } from "../../schema/session.ts";
import type { Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import type { Engine } from "../../sql/engine.ts";

/** Valid syntax that the server answers with this error, whatever the rows are. */
export interface ServerRefusal {
  error: number;
  /** A whole sentence. */
  why: string;
}

/** One table in one statement: what the statement finds, and what it would leave. */
export interface Scene {
  /** undefined = not known, or not there. */
  before: Table | undefined;
  after: Table | undefined;
  /** As messages show it. */
  name: string;
  clauses: readonly Clause[];
  /** As the statement would leave it. */
  catalog: Catalog;
  session: Session;
  engine: Engine;
}

/** A table as it is or would be. */
export interface Shape extends Pick<Scene, "name" | "session" | "engine"> {
  table: Table;
  /** The statement creates it. */
  isNew: boolean;
}
