import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { type GitHubClient, hasStatus, pinApiVersion } from "./client.ts";
import { readWritePauses, throttleOptions } from "./throttle.ts";

/** The Action's octokit: patient with rate limits, at the server that GITHUB_API_URL names. */
export function actionClient(token: string): GitHubClient {
  const throttle = throttleOptions({ writePauses: readWritePauses(process.env) });
  return getOctokit(token, { throttle }, retry, throttling, pinApiVersion);
}

/** Whose comments this token writes. A server without the question (or the answer) leaves the workflow's own account. */
export async function readLogin(octokit: GitHubClient): Promise<string> {
  try {
    const answer = await octokit.graphql<{ viewer: { login: string } }>("query { viewer { login } }", {});
    return answer.viewer.login;
  } catch (error) {
    if (!hasStatus(error, 403, 404)) throw error;
    return "github-actions[bot]";
  }
}
