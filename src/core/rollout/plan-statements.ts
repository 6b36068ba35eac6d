import type { DescribedStatement } from "../change/change.ts";
import { probeFor } from "./probe-for.ts";
import type { PlannedStatement, Probe } from "./rollout.ts";
import { sessionTrace } from "./traces.ts";

interface Input {
  statements: readonly DescribedStatement[];
  /** The target's database: where unqualified names are, until a USE. */
  database: string;
  /** SHA-256 (hex) of a statement's text; hashing is not for core. */
  sha256: (text: string) => string;
}

/** Statements as they will run: each with its hash, its probe, and what it does to the session around it. */
export function planStatements({ statements, database, sha256 }: Input): PlannedStatement[] {
  let home = database;
  let open = false;
  return statements.map((statement) => {
    const { text, start, type, mode, algorithm } = statement;
    const transaction = transactionRole(statement, open);
    open = transaction === "opens" || transaction === "inside";
    // The COMMIT of an open transaction commits its own ledger row with it.
    const probe: Probe =
      transaction === "ends" && type === "COMMIT" ? { kind: "data", tables: [] } : probeFor(statement, home);
    const here = home;
    home = statement.enters ?? home;
    return {
      text,
      line: start.line,
      sha256: sha256(text),
      type,
      mode,
      home: here,
      predicted: algorithm,
      probe,
      transaction,
      session: sessionRole(statement),
    };
  });
}

/**
 * Statements that commit what is open before they run: https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html.
 * Judged by source: definitions, accounts and administration; a SET or a SAVEPOINT does not.
 */
function transactionRole(statement: DescribedStatement, open: boolean): PlannedStatement["transaction"] {
  const { type, source } = statement;
  if (statement.transaction === "opens") return "opens";
  if (!open) return undefined;
  if (statement.transaction === "ends") return "ends";
  const stays = source === "dml" || staysInside.has(type);
  return stays ? "inside" : "ends";
}

const staysInside = new Set([
  "SET",
  "SAVEPOINT",
  "ROLLBACK",
  "RELEASE_SAVEPOINT",
  "USE",
  "SHOW",
  "EXPLAIN",
  "DO",
]);

function sessionRole({ type, changes }: DescribedStatement): PlannedStatement["session"] {
  const now = changes.filter(({ clause }) => !clause.deferred);
  const left = now.map(({ clause, temporary }) => (temporary ? "lost" : sessionTrace(clause.kind, clause)));
  if (left.includes("lost")) return "lost";
  return type === "USE" || left.includes("again") ? "again" : undefined;
}
