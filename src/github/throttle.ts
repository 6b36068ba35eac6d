import type { ThrottlingOptions } from "@octokit/plugin-throttling";

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
 * Options of octokit's throttling plugin. Pauses between writes are what GitHub asks for; a server on this very machine
 * is a sandbox and asks for none.
 */
export function throttleFor(baseUrl: string | undefined): ThrottlingOptions {
  const isLocal = baseUrl !== undefined && /^(localhost|127\.|\[::1\])/.test(new URL(baseUrl).hostname);
  return {
    onRateLimit: waitAndRetry,
    onSecondaryRateLimit: waitAndRetry,
    ...(isLocal && { write: unhurried, notifications: unhurried }),
    // The plugin's types ask for whole Bottleneck groups, of which it uses this much.
  } as unknown as ThrottlingOptions;
}
