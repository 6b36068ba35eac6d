import type { AssessedMigration, AssessedStatement, Assessment } from "../../assessment.ts";
import { changeFields } from "./change-fields.ts";

/** The one JSON form: keys in order, two spaces, a final line feed, the same bytes from every entry point. */
export function renderJson(assessment: Assessment): string {
  const shown = { ...assessment, migrations: assessment.migrations.map(migrationFields) };
  return `${JSON.stringify(inOrder(shown), undefined, 2)}\n`;
}

function migrationFields(migration: AssessedMigration) {
  return { ...migration, statements: migration.statements.map(statementFields) };
}

function statementFields(statement: AssessedStatement) {
  return { ...statement, changes: statement.changes.map(changeFields) };
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
