import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { RepositoryFile } from "../../../src/core/migration/migration.ts";
import { forNewDatabase } from "../../../src/core/migration/order-migrations.ts";
import { parseMigrations } from "../../../src/core/migration/parse-migrations.ts";
import { split } from "../../../src/core/sql/split/split.ts";
import { bareStatement } from "../bare-statement.ts";
import type { Outcome } from "../kind.ts";
import { findFiles } from "../read-corpus.ts";

const tools = ["dbmate", "flyway", "golang-migrate", "goose", "liquibase"];

/** What a new database would run of each tool's directory, against what the golden directory holds. */
export function checkFormats(directory: string): Outcome | undefined {
  const present = tools.filter(
    (tool) => findFiles(join(directory, "formats", `${tool}_gold`), ".sql").length > 0,
  );
  if (present.length === 0) return undefined;
  const failures = present.flatMap((tool) => compareTool(join(directory, "formats"), tool));
  return { cases: present.length, failures, bar: 1 };
}

function compareTool(formats: string, tool: string): string[] {
  const files = findFiles(join(formats, tool), ".sql").map(readFile);
  const project = { name: tool, migrations: ["*.sql"], format: "auto", placeholders: {}, targets: [] };
  const { migrations, problems } = parseMigrations({ policy: { projects: [project] }, files });
  const got = forNewDatabase(migrations).flatMap(({ statements }) =>
    statements.map(({ text }) => bareStatement(text)),
  );
  const want = findFiles(join(formats, `${tool}_gold`), ".sql").flatMap((path) => {
    const text = readFileSync(path, "utf8").replace(/^--(?:changeset|rollback).*$/gm, "");
    return split(text).statements.map((statement) => bareStatement(statement.text));
  });
  const found = migrations.find(({ format }) => format !== tool);
  const difference =
    [...got].sort().join("\n;\n") === [...want].sort().join("\n;\n") ? [] : [...want, "--- got", ...got];
  const complaints = problems.map(({ file, what }) => `${file}: ${what}`);
  const misread = found ? [`read as ${found.format}`] : [];
  const all = [...misread, ...difference, ...complaints];
  return all.length === 0 ? [] : [`${tool}\n${all.join("\n")}`];
}

function readFile(path: string): RepositoryFile {
  return { path: basename(path), mode: "100644", blob: "", content: readFileSync(path) };
}
