import type { AssessedStatement, Assessment, SaferForm } from "../../assessment.ts";
import { hideSecrets } from "../say/hide-secrets.ts";
import { fence, prose, ticksAround, visible } from "../say/neutralise.ts";
import { sayForm } from "../say/safer-form.ts";

/** Lines of a file in the pull request, and what a person may put there with one click. */
export interface Suggestion {
  file: string;
  start: number;
  end: number;
  /** Markdown: the block that GitHub offers to commit, and why. */
  body: string;
}

/** One that stands on GitHub; no lines = the head shows others there now. */
export type OfferedSuggestion = { id: number } & { [Key in keyof Suggestion]: Suggestion[Key] | undefined };

/** The rest is in the comment; nobody takes more than these one by one. */
export const mostSuggestions = 10;

/**
 * What is offered on the lines of a pull request: of each statement the lightest of its safer forms, the heaviest
 * statements first. Only files that the pull request adds: of others the diff does not show every line.
 */
export function suggestionsFor({ migrations }: Pick<Assessment, "migrations">): Suggestion[] {
  return migrations
    .filter(({ kind }) => kind === "added")
    .flatMap(({ file, statements }) =>
      withoutOverlap(statements.flatMap(formsOf)).map((form) => ({ file, ...form })),
    )
    .sort((a, b) => b.form.score.before - a.form.score.before)
    .slice(0, mostSuggestions)
    .map(({ file, title, form, lines: { start, end } }) => ({ file, start, end, body: bodyOf(title, form) }));
}

/** First line of each: it is found by this and its author. */
export const suggestionMarker = "<!-- tollgate:suggestion -->";

/** GitHub refuses comments of more than 65,536 characters. */
const longest = 20_000;

interface Offered {
  title: string;
  form: SaferForm;
  lines: NonNullable<SaferForm["lines"]>;
}

function formsOf({ findings }: AssessedStatement): Offered[] {
  const offered = findings.flatMap(({ title, rewrite: form }) => {
    const lines = form?.lines;
    return form && lines && isPlain(lines.text) ? [{ title, form, lines }] : [];
  });
  const [best] = offered.toSorted((a, b) => a.form.score.after - b.form.score.after);
  return best ? [best] : [];
}

/** What a reader would not see, or should not, is not put into a commit by a click. */
function isPlain(text: string): boolean {
  const isHarmless = visible(text) === text && !text.includes("<!--");
  return isHarmless && hideSecrets(text) === text && text.length <= longest;
}

/** One that takes the place of several statements may cover the lines of another: the first stays. */
function withoutOverlap(offered: readonly Offered[]): Offered[] {
  const kept: Offered[] = [];
  for (const one of offered) {
    const isFree = kept.every(({ lines }) => one.lines.start > lines.end || one.lines.end < lines.start);
    if (isFree) kept.push(one);
  }
  return kept;
}

/** https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/incorporating-feedback-in-your-pull-request */
function bodyOf(title: string, form: SaferForm): string {
  const ticks = ticksAround(form.lines?.text ?? "");
  const block = `${ticks}suggestion\n${form.lines?.text}\n${ticks}`;
  const later =
    form.later.length > 0 ? ["In a later migration:", fence(`${form.later.join(";\n")};`, "sql")] : [];
  return [
    suggestionMarker,
    `**${prose(title)}.** ${prose(sayForm({ ...form, note: undefined }))}`,
    block,
    ...(form.note === undefined ? [] : [prose(form.note)]),
    ...later,
    "<sub>To take it is a commit of yours: approvals given to the migration as it was no longer count.</sub>",
  ].join("\n\n");
}
