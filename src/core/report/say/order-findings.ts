import type { Assessment, Finding } from "../../assessment.ts";
import { levels } from "../../words/level.ts";

/** Every finding with its file: heaviest first, then as they stand in the files. */
export function orderFindings(assessment: Assessment): { file: string; finding: Finding }[] {
  return assessment.migrations
    .flatMap(({ file, statements }) =>
      statements.flatMap(({ findings }) => findings.map((finding) => ({ file, finding }))),
    )
    .sort((a, b) => weight(b.finding) - weight(a.finding));
}

/** Orders findings: the level first, then the points; what is allowed comes last. */
export function weight({ level, points, allowed }: Finding): number {
  return allowed === undefined ? levels.indexOf(level) * 1000 + points : 0;
}
