import type { Syntax } from "../sql/grammar/parse-statement.ts";
import { type DraftCatalog, forgetTable } from "./catalog.ts";
import { keyOf } from "./names.ts";
import { findRoutine } from "./programs.ts";
import type { Replay } from "./replay.ts";
import type { Session } from "./session.ts";

type Reached = "nothing" | "named tables" | "everything";

/**
 * What runs without being read may have changed any table: from there on the history knows none, rather than wrong ones.
 * Routines stay known, since no stored or prepared code may define one (errors 1295 and 1357).
 */
export function forgetReached({ catalog, session }: Replay, syntax: Syntax) {
  const reached = syntax.parsed ? reachOfRead(catalog, session, syntax) : reachOfUnread(syntax);
  if (reached === "everything") forgetEverything(catalog);
  if (reached !== "named tables") return;
  for (const table of syntax.tables) {
    if (table.use !== "read") forgetTable(catalog, keyOf(table, session.scope));
  }
}

/** These bring in tables from elsewhere. */
const replacing: ReadonlySet<string> = new Set(["CLONE", "START_REPLICA", "START_GROUP_REPLICATION"]);

/** PREPARE from a literal is read where it stands; EXECUTE of anything else, and CALL of what is not known, are not. */
function reachOfRead(
  catalog: DraftCatalog,
  session: Session,
  { type, source, object = "" }: Syntax,
): Reached {
  if (type === "PREPARE") {
    if (source === "unknown") session.prepared.delete(object);
    else session.prepared.add(object);
  }
  if (type === "EXECUTE") return session.prepared.has(object) ? "nothing" : "everything";
  if (type === "CALL")
    return findRoutine({ catalog, session }, object)?.opaque === false ? "nothing" : "everything";
  return replacing.has(type) ? "everything" : "nothing";
}

/** Only rows, settings and rights are meant by these words, whatever follows. */
const harmless =
  /^(?:INSERT|REPLACE|UPDATE|DELETE|SELECT|VALUES|TABLE|DO|LOAD_|SET|GRANT|REVOKE|SHOW|EXPLAIN|(?:CREATE|DROP|ALTER)_(?:USER|ROLE|VIEW|TRIGGER|EVENT|PROCEDURE|FUNCTION))/;

/** Nothing but the table that they name, however they go on. */
const namesItsTable: ReadonlySet<string> = new Set([
  "ALTER_TABLE",
  "CREATE_TABLE",
  "CREATE_INDEX",
  "DROP_INDEX",
  "TRUNCATE",
]);

function reachOfUnread({ type, tables }: Syntax): Reached {
  if (harmless.test(type)) return "nothing";
  return namesItsTable.has(type) && tables.length > 0 ? "named tables" : "everything";
}

function forgetEverything(catalog: DraftCatalog) {
  for (const key of [...catalog.tables.keys()]) forgetTable(catalog, key);
  catalog.databases.clear();
}
