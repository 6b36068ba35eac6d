import type { DescribedStatement } from "../change/change.ts";
import type { Clause } from "../sql/clause.ts";
import { otherTable } from "../sql/clause-parts.ts";
import { objectName } from "./object-name.ts";
import type { ObjectName, Probe } from "./rollout.ts";
import { traces } from "./traces.ts";

export type Probed = Pick<DescribedStatement, "type" | "source" | "parsed" | "changes">;

/** How to tell, after a crash in the middle of the statement, whether it ran. Unqualified names are in `home`. */
export function probeFor(statement: Probed, home: string): Probe {
  if (statement.type === "USE") return { kind: "again" };
  if (!statement.parsed) return { kind: "none", why: "Tollgate does not understand this statement whole." };
  const changes = statement.changes.filter(({ clause }) => !clause.deferred && !isForStatement(clause));
  if (changes.some(({ temporary }) => temporary)) return { kind: "again" };
  const left = new Set(changes.map(({ clause }) => traces[clause.kind].trace));
  const [only] = left.size === 1 ? left : [];
  if (only === "rows") return { kind: "data", tables: tableNames(changes, home) };
  if (only === "repeatable") return { kind: "again" };
  if (left.has("database")) return { kind: "database", name: databaseIn(changes) ?? home };
  if (only === "schema") return { kind: "schema" };
  const tables = tableNames(changes, home);
  const tells = statement.source === "ddl" && !left.has("none") && tables.length > 0;
  if (tells) return { kind: "tables", tables };
  return { kind: "none", why: `${statement.type.replaceAll("_", " ")} leaves no trace that would tell.` };
}

/** It leaves what the statement leaves without it. */
function isForStatement(clause: Clause): boolean {
  return clause.kind === "set-session" && clause.forStatement;
}

/** ALTER DATABASE without a name is about the session's own. */
function databaseIn(changes: Probed["changes"]): string | undefined {
  const named = changes.find(({ clause }) => traces[clause.kind].trace === "database");
  return named && "object" in named.clause ? named.clause.object : undefined;
}

function tableNames(changes: Probed["changes"], home: string): ObjectName[] {
  const named = changes
    .flatMap(({ clause }) => [clause.target, otherTable(clause)])
    .filter((name) => name !== undefined);
  const unique = new Map(
    named.map((name) => [JSON.stringify(objectName(name, home)), objectName(name, home)]),
  );
  return [...unique.values()];
}
