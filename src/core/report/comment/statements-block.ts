import type { AssessedStatement } from "../../assessment.ts";
import { highest, levels } from "../../words/level.ts";
import type { ReviewView } from "../review-view.ts";
import { environmentsOf, statementLevelOn } from "../say/environments.ts";
import { hideSecrets } from "../say/hide-secrets.ts";
import { clip, code, fence, htmlText, prose } from "../say/neutralise.ts";
import { place } from "../say/place.ts";
import { levelSigns, show } from "../say/signs.ts";
import { sayStatement } from "../say/statement.ts";
import { more } from "./fit-blocks.ts";
import { details, table } from "./markdown.ts";

/** Every statement against every environment. */
export function statementsBlock(view: ReviewView, limit: number): string {
  const all = placed(view);
  if (all.length === 0) return "";
  const environments = environmentsOf(view);
  const rows = chosen(all, limit).map(({ file, name, statement }) => [
    place(view.files, file, statement.line, name),
    sayStatement(statement, code),
    ...environments.map((environment) => levelCell(statement, environment.name)),
    howItRuns(statement),
  ]);
  const head = ["Where", "What", ...environments.map(({ name }) => prose(name)), "Algorithm"];
  return [table(head, rows), ...more(view, all.length, limit)].join("\n\n");
}

/** The statements themselves; folded where they are more than a glance. */
export function sqlBlock(view: ReviewView, limit: number): string {
  const all = placed(view);
  if (all.length === 0) return "";
  const blocks = chosen(all, limit).map(
    ({ file, statement }) =>
      `${place(view.files, file, statement.line)}\n\n${fence(clip(hideSecrets(statement.text)), "sql")}`,
  );
  const lines = all.reduce((sum, { statement }) => sum + statement.text.split("\n").length, 0);
  const summary = htmlText(`SQL: ${all.length === 1 ? "1 statement" : `${all.length} statements`}`);
  return details(
    summary,
    [...blocks, ...more(view, all.length, limit)].join("\n\n"),
    all.length < 4 && lines < 13,
  );
}

/** Each with the name to show: without its folders where that is enough to tell the files apart. */
function placed({ assessment: { migrations } }: ReviewView) {
  const files = new Set(migrations.map(({ file }) => file));
  const bases = [...files].map(baseName);
  const isClear = (base: string) => bases.indexOf(base) === bases.lastIndexOf(base);
  return migrations.flatMap(({ file, statements }) => {
    const name = isClear(baseName(file)) ? baseName(file) : file;
    return statements.map((statement) => ({ file, name, statement }));
  });
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

/** As they stand in the files; where there are too many, the heaviest. */
function chosen<T extends { statement: AssessedStatement }>(all: readonly T[], limit: number): readonly T[] {
  if (all.length <= limit) return all;
  const weight = ({ statement }: T) => levels.indexOf(highest(...statement.verdicts.map((one) => one.level)));
  return [...all].sort((a, b) => weight(b) - weight(a)).slice(0, limit);
}

function levelCell(statement: AssessedStatement, environment: string): string {
  const level = statementLevelOn(statement, environment);
  return level === undefined ? "" : show(levelSigns[level]).replace(" ", "&nbsp;");
}

function howItRuns({ algorithm, lock, rebuilds }: AssessedStatement): string {
  if (algorithm === undefined) return "";
  const notes = [
    rebuilds && algorithm !== "COPY" ? "rebuilds" : "",
    lock === undefined || lock === "NONE" ? "" : `lock ${lock}`,
  ];
  return [algorithm, ...notes.filter((note) => note !== "")].join(", ");
}
