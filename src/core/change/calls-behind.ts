import type { Catalog } from "../schema/catalog.ts";
import { keyOf, type NameScope } from "../schema/names.ts";
import { viewsBehind } from "../schema/views.ts";
import type { Engine } from "../sql/engine.ts";
import type { Syntax } from "../sql/grammar/parse-statement.ts";
import type { Change, Cost } from "./change.ts";

interface Place {
  catalog: Catalog;
  scope: NameScope;
  engine: Engine | undefined;
}

const none: readonly Change[] = [];
const notApplicable: Cost = { algorithm: undefined, lock: undefined, rebuilds: undefined };

/** Which servers read the tables that a statement of this type names, beside those that are about rows anyway. */
const readers: ReadonlyMap<string, "all" | "mariadb"> = new Map([
  ["CREATE_TABLE", "all"],
  ["SET", "all"],
  ["CALL", "all"],
  ["EXPLAIN", "mariadb"],
]);

/** To read a view is to run the functions that it calls. */
export function callsBehind({ source, type, tables }: Syntax, place: Place): readonly Change[] {
  const { catalog, scope, engine } = place;
  if (catalog.programs.size === 0) return none;
  const reads = readers.get(type) ?? (source === "dml" ? "all" : "none");
  // MariaDB runs what stands in views to explain a statement.
  if (reads === "none" || (reads === "mariadb" && engine?.flavour === "mysql")) return none;
  const views = tables.flatMap((table) => viewsBehind(catalog, keyOf(table, scope)));
  const called = new Map(views.flatMap(({ name, calls }) => calls.map((object) => [object, name])));
  return [...called].map(([object, within]) => ({
    clause: { kind: "call", table: "", target: undefined, within, object },
    created: false,
    isPart: false,
    temporary: false,
    cost: notApplicable,
    dataLoss: "unknown",
  }));
}
