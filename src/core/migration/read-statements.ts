import type { Project } from "../policy/policy.ts";
import type { Problem } from "../problem.ts";
import { readEngine } from "../sql/engine.ts";
import { advance, startOf } from "../sql/position.ts";
import { split } from "../sql/split.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { LexMode } from "../sql/token.ts";
import type { Format, Section } from "./format.ts";
import { replacePlaceholders } from "./placeholders.ts";

interface Input {
  project: Pick<Project, "name" | "placeholders" | "targets">;
  format: Format;
  text: string;
}

/** The statements of a file's forward and down sections, as they run. */
export function readStatements({ project, format, text }: Input) {
  const sections = format.readSections(text);
  const engine = commonEngine(project);
  const up = readSections(text, sections.up, { engine });
  const down = readSections(text, sections.down, { engine });
  const problems: Problem[] = sections.problems.map(({ index, ...problem }) => {
    const { line, column } = advance(startOf(), text, index);
    return { ...problem, line, column };
  });
  problems.push(...up.problems);
  if (!format.placeholders) return { up: up.statements, down: down.statements, problems };
  const replaced = up.statements.map((statement) => replacePlaceholders(statement, project.placeholders));
  problems.push(
    ...replaced.flatMap(({ statement, missing }) =>
      missing.map((name) => describeMissing(project, name, statement)),
    ),
  );
  return { up: replaced.map(({ statement }) => statement), down: down.statements, problems };
}

/** The one engine of all targets; undefined where they differ, which reads every version comment as code. */
function commonEngine({ targets }: Pick<Project, "targets">): LexMode["engine"] {
  const [first, ...others] = new Set(targets.map(({ engine }) => engine));
  return first === undefined || others.length > 0 ? undefined : readEngine(first);
}

function readSections(text: string, sections: readonly Section[], initial: Partial<LexMode>) {
  const statements: SplitStatement[] = [];
  const problems: Problem[] = [];
  const cursor = startOf();
  let mode = initial;
  for (const section of sections) {
    const from = advance(cursor, text, section.start);
    const read = split(text.slice(section.start, section.end), { mode, from });
    statements.push(...read.statements);
    problems.push(...read.problems);
    mode = read.mode;
  }
  return { statements, problems };
}

function describeMissing(project: Pick<Project, "name">, name: string, statement: SplitStatement): Problem {
  return {
    code: "placeholder-without-value",
    what: `The placeholder \${${name}} has no value, so nobody can tell what this statement does.`,
    fix: `Add it to \`projects.${project.name}.placeholders\` in the policy.`,
    line: statement.start.line,
    column: statement.start.column,
  };
}
