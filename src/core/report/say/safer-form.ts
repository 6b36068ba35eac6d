import type { SaferForm } from "../../assessment.ts";
import { hideSecrets } from "./hide-secrets.ts";

/** One line over the form's SQL: what it does to the score, and what to know about it. */
export function sayForm({ equivalent, later, note, score }: SaferForm): string {
  const result = equivalent ? ", the same result" : later.length > 0 ? ", in two migrations" : "";
  const told = note === undefined ? "" : ` ${note}`;
  return `Safer (score ${score.after} instead of ${score.before}${result}):${told}`;
}

/** What stands in place of the statement, and below it what is left for later. */
export function formSql({ sql, later }: SaferForm): string {
  const rest = later.length > 0 ? `\n\n-- in a later migration:\n${later.join(";\n")};` : "";
  return hideSecrets(`${sql};${rest}`);
}
