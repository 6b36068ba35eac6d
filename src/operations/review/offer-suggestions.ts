import type { OfferedSuggestion, Suggestion } from "../../core/report/comment/suggestions.ts";
import type { PullRequest, Suggestions } from "../ports/code-host.ts";

/**
 * Makes the suggestions on the pull request's lines those that are wanted: what holds no longer goes, what is missing
 * comes in one review, and what is there already is left alone. Gives sentences for the log.
 */
export async function offerSuggestions(
  suggestions: Suggestions,
  pull: PullRequest,
  wanted: readonly Suggestion[],
): Promise<string[]> {
  const present = await suggestions.list(pull);
  const missing: Suggestion[] = [];
  const kept = new Set<OfferedSuggestion>();
  for (const one of wanted) {
    const there = present.find((other) => !kept.has(other) && isAtTheSamePlace(one, other));
    if (!there) missing.push(one);
    else {
      kept.add(there);
      if (there.body !== one.body) await suggestions.change(there.id, one.body);
    }
  }
  for (const one of present) if (!kept.has(one)) await suggestions.withdraw(one.id);
  return missing.length === 0 || (await suggestions.offer(pull, missing)) ? [] : [refused];
}

const refused =
  "GitHub took none of the suggestions: it shows the lines of a migration in another way than as new.";

function isAtTheSamePlace(wanted: Suggestion, { file, start, end }: OfferedSuggestion): boolean {
  return wanted.file === file && wanted.start === start && wanted.end === end;
}
