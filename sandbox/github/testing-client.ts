import { Octokit } from "octokit";
import type { SandboxGitHub } from "./server.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** An octokit that neither waits between requests nor repeats them. */
export const PlainOctokit = Octokit.defaults({
  throttle: { enabled: false },
  retry: { enabled: false },
  log: quiet,
});

export function clientWithToken({ url }: Pick<SandboxGitHub, "url">, auth: string): Octokit {
  return new PlainOctokit({ auth, baseUrl: url });
}
