import type { Assessment, Finding } from "../../assessment.ts";
import { levels } from "../../words/level.ts";
import type { Problem } from "../../words/problem.ts";

/** Every finding with its file: heaviest first, then as they stand in the files. What a problem says is not said again. */
export function orderFindings(assessment: Assessment): { file: string; finding: Finding }[] {
  return assessment.migrations
    .flatMap(({ file, statements }) =>
      statements.flatMap(({ findings }) => findings.map((finding) => ({ file, finding }))),
    )
    .filter(({ file, finding }) => !isProblem(finding, file, assessment.problems))
    .sort((a, b) => weight(b.finding) - weight(a.finding));
}

/** Orders findings: the level first, then the points; what is allowed comes last. */
export function weight({ level, points, allowed }: Finding): number {
  return allowed === undefined ? levels.indexOf(level) * 1000 + points : 0;
}

/** It keeps the pull request from passing, and stands among the problems. */
export function isProblem({ id, line }: Finding, file: string, problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.code === id && problem.line === line && problem.file === file);
}
