import type { ThrottlingOptions } from "@octokit/plugin-throttling";
import { UserError } from "../operations/user-error.ts";

const retries = 3;

/** Both kinds of rate limit pass if one waits as long as GitHub says; Probot and octokit give up at the first secondary one. */
function waitAndRetry(_after: number, _options: object, _octokit: object, retryCount: number): boolean {
  return retryCount < retries;
}

/** Takes the place of the plugin's queues, which let a second or three pass between writes. */
const unhurried = {
  key: () => ({ schedule: (_options: object, request: () => Promise<unknown>) => request() }),
};

/**
 * The variable TOLLGATE_WRITE_PAUSES: `off` for a server that asks for no pauses between writes, as github.com does. An
 * Enterprise Server has no rate limits unless somebody sets them:
 * https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function readWritePauses({
  TOLLGATE_WRITE_PAUSES: said = "",
}: Readonly<Record<string, string | undefined>>): boolean {
  if (said === "" || said === "on") return true;
  if (said === "off") return false;
  throw new UserError(
    "write-pauses",
    `TOLLGATE_WRITE_PAUSES is ${JSON.stringify(said)}.`,
    "Set it to off for a GitHub server without rate limits, or leave it unset.",
  );
}

/** Options of octokit's throttling plugin: both kinds of rate limit are waited out; between writes it pauses on request. */
export function throttleOptions({ writePauses }: { writePauses: boolean }): ThrottlingOptions {
  return {
    onRateLimit: waitAndRetry,
    onSecondaryRateLimit: waitAndRetry,
    ...(!writePauses && { write: unhurried, notifications: unhurried }),
    // The plugin's types ask for whole Bottleneck groups, of which it uses this much.
  } as unknown as ThrottlingOptions;
}
