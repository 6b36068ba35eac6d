import { debug, error, info, setFailed, warning } from "@actions/core";
import { logLines } from "../core/report/say/neutralise.ts";
import { hasStatus } from "../github/client.ts";
import { sayUnexpected, stackOf } from "../operations/say-unexpected.ts";
import { UserError } from "../operations/user-error.ts";

/** The log. @actions/core does not escape what it prints, and the runner obeys commands that it finds in a log. */
export const say = {
  info: (text: string) => info(logLines(text)),
  warn: (text: string) => warning(logLines(text)),
  error: (text: string) => error(logLines(text)),
};

/** The one end of everything that goes wrong: the step fails, and says what to do. The runner shows debug lines on request. */
export function failStep(problem: unknown): void {
  debug(logLines(stackOf(problem)));
  setFailed(logLines(describe(problem)));
}

function describe(problem: unknown): string {
  if (problem instanceof UserError) return `${problem.message} ${problem.fix} (${problem.code})`;
  if (!(problem instanceof Error && hasStatus(problem, 403)))
    return sayUnexpected(problem, "Run it again with debug logging (ACTIONS_STEP_DEBUG) and it says where");
  return `${problem.message}. Give the job the permissions that the example workflow lists, or a token that has them in the input token.`;
}
