import type { ReviewView } from "../review-view.ts";
import { code, prose } from "../say/neutralise.ts";
import { place } from "../say/place.ts";
import { sayScore } from "../say/score.ts";
import { levelSigns, show } from "../say/signs.ts";

/** Why this level: the statement, the place, the database, the environment and the rule that decided. */
export function whyBlock({ assessment, files }: ReviewView): string {
  const { decidedBy } = assessment;
  if (!decidedBy || assessment.level === "default") return "";
  const { verdict, file, line } = decidedBy;
  const score = sayScore(assessment);
  const points = score === undefined ? "" : ` (${prose(score.points)})`;
  const why =
    verdict.rule === undefined
      ? `its score is ${verdict.score} of 100${points}`
      : `the rule “${prose(verdict.rule)}”`;
  const where =
    verdict.environment === ""
      ? ""
      : ` on **${prose(verdict.environment)}** (${code(`${verdict.database} @ ${verdict.instance}`)})`;
  return `**Why ${show(levelSigns[assessment.level])}?** ${place(files, file, line)}${where}: ${why}. The heaviest verdict decides for the whole pull request.${score === undefined ? "" : ` ${prose(score.lower)}`}`;
}
