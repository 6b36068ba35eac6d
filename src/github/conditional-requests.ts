import type { GitHubClient } from "./client.ts";
import { hasStatus } from "./client.ts";

interface Answer {
  headers: { etag?: string };
}

const kept = 2000;

/** What git ids name is remembered whole already. */
const immutable = /\/git\/(blobs|trees|commits)\/|\/compare\/|\/tarball\//;

/**
 * Octokit plugin for a long-lived process: asks GitHub only for what has changed since it last answered. "Nothing"
 * (304) does not count against the rate limit, and is given only to those who may read the resource.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditionalRequests(): (octokit: Pick<GitHubClient, "hook" | "request">) => void {
  const answers = new Map<string, Answer>();
  const remember = <Kept extends Answer>(key: string, answer: Kept): Kept => {
    answers.delete(key);
    if (answer.headers.etag) answers.set(key, answer);
    const [oldest] = answers.keys();
    if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
  return (octokit) => {
    octokit.hook.wrap("request", async (request, options) => {
      const { method, url, headers } = octokit.request.endpoint(options);
      if (method !== "GET" || immutable.test(url)) return request(options);
      const key = `${headers.accept} ${url}`;
      const known = answers.get(key);
      if (!known) return remember(key, await request(options));
      try {
        // The hooks inside this one are bound to these very options: others would not reach them.
        options.headers["if-none-match"] = known.headers.etag;
        return remember(key, await request(options));
      } catch (error) {
        if (!hasStatus(error, 304)) throw error;
        return remember(key, known) as Awaited<ReturnType<typeof request>>;
      }
    });
  };
}
