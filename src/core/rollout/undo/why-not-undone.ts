import type { PlannedStatement } from "../rollout.ts";

/** What is lost or left by a statement whose rows were not kept, as a whole sentence; undefined = it changes nothing that stays. */
export function whyNotUndone({ type, facts }: PlannedStatement): string | undefined {
  const said = Object.hasOwn(byType, type) ? byType[type] : undefined;
  if (said !== undefined) return said;
  if (type === "UPDATE" || type === "DELETE")
    return "Nothing was kept of its rows: the policy did not ask for it then.";
  switch (facts.role.kind) {
    case "definition":
      return "It changed a definition. Write the statement that changes it back, and think of the rows it took.";
    case "rows":
      return "It changed rows that are not kept: rows are kept of UPDATE and DELETE alone.";
    default:
      return silent.has(type) ? undefined : "Tollgate does not know what it left.";
  }
}

const byType: Readonly<Record<string, string>> = {
  INSERT: "The rows that it added are not known. Write a DELETE that names them.",
  REPLACE: "The rows that it added, and those that it took the place of, are not known.",
  LOAD_DATA: "The rows that it loaded are not known. Write a DELETE that names them.",
  TRUNCATE: "It emptied a table, and the server keeps none of the rows.",
  DROP_TABLE: "It dropped a table with its rows.",
  DROP_DATABASE: "It dropped a database with all that it held.",
  CALL: "What a procedure did is not seen.",
  EXECUTE: "What a prepared statement did is not seen.",
};

/** Nothing of these stays after the session. */
const silent = new Set([
  "SET",
  "USE",
  "SELECT",
  "SHOW",
  "DESCRIBE",
  "EXPLAIN",
  "DO",
  "START_TRANSACTION",
  "BEGIN",
  "COMMIT",
  "ROLLBACK",
  "SAVEPOINT",
  "RELEASE_SAVEPOINT",
  "ROLLBACK_TO_SAVEPOINT",
  "PREPARE",
  "DEALLOCATE_PREPARE",
  "LOCK_TABLES",
  "UNLOCK_TABLES",
]);
