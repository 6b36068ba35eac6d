import type { Project } from "../policy/policy.ts";
import { parseEngine } from "../sql/engine.ts";
import type { LexMode } from "../sql/mode.ts";
import { advance, startOf } from "../sql/split/position.ts";
import { split, splitWhole } from "../sql/split/split.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { Problem } from "../words/problem.ts";
import { findDiffering } from "./find-differing.ts";
import type { Format, Section } from "./format.ts";
import { replacePlaceholders } from "./placeholders.ts";

interface Input {
  project: Pick<Project, "name" | "placeholders" | "targets">;
  format: Format;
  text: string;
}

/** The statements of a file's forward and down sections, as they run. */
export function parseSections({ project, format, text }: Input) {
  const sections = format.readSections(text);
  const up = readSections({ project, text, sections: sections.up });
  const down = readSections({ project, text, sections: sections.down });
  const problems: Problem[] = sections.problems.map(({ index, ...problem }) => {
    const { line, column } = advance(startOf(), text, index);
    return { ...problem, line, column };
  });
  return {
    up: up.statements,
    down: down.statements,
    problems: [...problems, ...up.problems, ...findDiffering(project, up.statements)],
  };
}

/** Any one of the targets' will do: what they read in different ways is a problem (find-differing.ts). */
function engineOf({ targets }: Pick<Project, "targets">): LexMode["engine"] {
  const [first] = targets;
  return first && parseEngine(first.engine);
}

function readSections({ project, text, sections }: Omit<Input, "format"> & { sections: readonly Section[] }) {
  const statements: SplitStatement[] = [];
  const problems: Problem[] = [];
  const cursor = startOf();
  let mode: Partial<LexMode> = { engine: engineOf(project) };
  for (const { start, end, whole, delimiter, placeholders } of sections) {
    const from = advance(cursor, text, start);
    const read = (whole ? splitWhole : split)(text.slice(start, end), { mode, from, delimiter });
    mode = read.mode;
    problems.push(...read.problems);
    for (const statement of read.statements) {
      if (!placeholders) {
        statements.push(statement);
        continue;
      }
      const replaced = replacePlaceholders(statement, placeholders, project.placeholders);
      statements.push(replaced.statement);
      problems.push(...replaced.missing.map((name) => describeMissing(project, name, statement)));
    }
  }
  return { statements, problems };
}

function describeMissing(project: Pick<Project, "name">, name: string, { start }: SplitStatement): Problem {
  return {
    code: "placeholder-without-value",
    what: `The placeholder ${name} has no value, so nobody can tell what this statement does.`,
    fix: `Add it to \`projects.${project.name}.placeholders\` in the policy.`,
    line: start.line,
    column: start.column,
  };
}
