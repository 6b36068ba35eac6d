import type { Policy, Project } from "../policy/policy.ts";
import { decode } from "../sql/split/decode.ts";
import type { Problem } from "../words/problem.ts";
import { baseName, type Format } from "./format.ts";
import { formats } from "./formats.ts";
import type { Migration, RepositoryFile } from "./migration.ts";
import { orderMigrations } from "./order-migrations.ts";
import { parseSections } from "./parse-sections.ts";
import { belongsTo, isNamed, isProgram } from "./select.ts";

export interface ParsedMigrations {
  /** Per project, in the order in which they run. */
  migrations: Migration[];
  problems: Problem[];
}

/** The repository's migrations as their tools read them. A file that no tool would run is a problem, never ignored. */
export function parseMigrations({
  policy,
  files,
}: {
  policy: Pick<Policy, "projects">;
  files: readonly RepositoryFile[];
}): ParsedMigrations {
  const read = policy.projects.map((project) =>
    readProject(
      project,
      files.filter(({ path }) => belongsTo(project, path)),
    ),
  );
  return {
    migrations: read.flatMap(({ migrations }) => migrations),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Files that tools keep beside their migrations. */
const companion =
  /(?:^|\/)(?:atlas\.sum|migration_lock\.toml|_journal\.json|[0-9]+_snapshot\.json|\.gitkeep|.*\.md|.*\.conf)$/;

function readProject(project: Project, files: readonly RepositoryFile[]): ParsedMigrations {
  const texts = files.map((file) => ({ ...file, ...decode(file.content) }));
  const format = chooseFormat(project, texts);
  const read = texts
    .filter(({ path }) => !companion.test(path) && !isBeside(project, format, path))
    .map((file) => readFile({ project, format, file }));
  const migrations = orderMigrations(
    format,
    read.flatMap(({ migration }) => migration),
  );
  return {
    migrations,
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...findPrograms(format, files),
      ...findDuplicates(format, migrations),
    ],
  };
}

/** A program that goose runs is told of by itself; another tool's counts only where the policy names it. */
function isBeside(project: Project, { name }: Format, path: string): boolean {
  return isProgram(path) && (name === "goose" || !isNamed(project, path));
}

/** Only goose runs programs; beside the files of other tools they are something else. */
function findPrograms({ name }: Format, files: readonly RepositoryFile[]): Problem[] {
  const programs = name === "goose" ? files.filter(({ path }) => isProgram(path)) : [];
  return programs.map(({ path }) => ({
    code: "migration-is-a-program",
    what: `goose runs ${baseName(path)} as a program, and what that does to the database cannot be read.`,
    fix: "Write the migration in SQL.",
    file: path,
  }));
}

function chooseFormat(project: Project, files: readonly { path: string; text: string }[]): Format {
  const named = formats.find(({ name }) => name === project.format);
  const format = named ?? formats.find((candidate) => candidate.detects(files));
  if (!format) throw new Error(`No format takes the files of project ${project.name}.`);
  return format;
}

interface ReadFileInput {
  project: Project;
  format: Format;
  file: RepositoryFile & ReturnType<typeof decode>;
}

function readFile({ project, format, file }: ReadFileInput): { migration: Migration; problems: Problem[] } {
  const { path, blob, text } = file;
  const problems: Problem[] = [...file.problems];
  const name = format.readName(path, text);
  if (!name) {
    problems.push({
      code: "migration-without-version",
      what: `${baseName(path)} is not named as ${format.name === "plain" ? "a migration is" : `${format.name} names migrations`}, so nobody can tell when it runs.`,
      fix: `Rename it, for example to \`${format.example}\`, or leave it out of \`projects.${project.name}.migrations\`.`,
    });
  }
  if (file.mode !== "100644") {
    problems.push({
      code: "migration-file-mode",
      what: `${baseName(path)} has mode ${file.mode}: it is no ordinary file.`,
      fix: "Commit it as an ordinary file (mode 100644).",
    });
  }
  const { up, down, problems: found } = parseSections({ project, format, text });
  const { version, kind } = name ?? { version: undefined, kind: "versioned" as const };
  const migration: Migration = {
    path,
    project: project.name,
    format: format.name,
    version,
    kind,
    blob,
    text,
    statements: kind === "undo" ? [] : up,
    downStatements: kind === "undo" ? up : down,
  };
  return { migration, problems: [...problems, ...found].map((problem) => ({ ...problem, file: path })) };
}

/** Migrations come in order, so that twins are neighbours. */
function findDuplicates(format: Format, migrations: readonly Migration[]): Problem[] {
  const last = new Map<string, Migration>();
  return migrations.flatMap((migration) => {
    const { version, kind, path } = migration;
    const twin = last.get(kind);
    if (version !== undefined) last.set(kind, migration);
    if (version === undefined || twin?.version === undefined) return [];
    if (format.compareVersions(version, twin.version) !== 0) return [];
    return {
      code: "migration-duplicate-version",
      what: `${path} has the same version, ${version}, as ${twin.path}.`,
      fix: "Give the newer one the next free version.",
      file: path,
    };
  });
}
