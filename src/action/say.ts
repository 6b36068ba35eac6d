import { error, info, setFailed, warning } from "@actions/core";
import { logLines } from "../core/report/neutralise.ts";
import { hasStatus } from "../github/client.ts";
import { UserError } from "../operations/user-error.ts";

/** The log. @actions/core does not escape what it prints, and the runner obeys commands that it finds in a log. */
export const say = {
  info: (text: string) => info(logLines(text)),
  warn: (text: string) => warning(logLines(text)),
  error: (text: string) => error(logLines(text)),
};

const permissions =
  "Give the job the `permissions:` that the example workflow lists, or a token that has them in the input `token`.";

/** The one end of everything that goes wrong: the step fails, and says what to do. */
export function fail(problem: unknown): void {
  if (problem instanceof UserError)
    setFailed(logLines(`${problem.message} ${problem.fix} (${problem.code})`));
  else setFailed(logLines(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)));
}
