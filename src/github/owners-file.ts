import type { OwnersFile, OwnersFilesSight } from "../operations/ports/code-host.ts";
import { type GitHubClient, type GitHubRepository, hasStatus } from "./client.ts";

/** Files that were looked for and not found, by name, for a while. */
export interface RecentlyAbsent {
  has(name: string): boolean;
  add(name: string): void;
  forget(name: string): void;
}

const tenMinutes = 600_000;

/**
 * For a process that lives long: what is there costs nothing to ask for again (ETag), but a 404 counts against the rate
 * limit each time, and most organisations have no such file.
 */
export function recentlyAbsent(now: () => number = Date.now): RecentlyAbsent {
  const since = new Map<string, number>();
  return {
    has: (name) => now() - (since.get(name) ?? Number.NEGATIVE_INFINITY) < tenMinutes,
    add: (name) => void since.set(name, now()),
    forget: (name) => void since.delete(name),
  };
}

export const ownersFileName = (owner: string, path: string) => `${owner}/.github/${path}`;

/** https://docs.github.com/en/rest/repos/contents#get-repository-content */
export async function readOwnersFile(
  { octokit, owner }: Pick<GitHubRepository, "octokit" | "owner">,
  path: string,
  absent: RecentlyAbsent,
): Promise<OwnersFile | undefined> {
  const name = ownersFileName(owner, path);
  if (absent.has(name)) return undefined;
  try {
    const place = { owner, repo: ".github", path };
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", place);
    // Above a megabyte GitHub leaves the content out and says `none`.
    if (Array.isArray(data) || data.type !== "file" || data.encoding !== "base64") {
      throw new Error("It is not a file of one megabyte at most.");
    }
    return { name, bytes: Buffer.from(data.content, "base64") };
  } catch (cause) {
    if (!hasStatus(cause, 404)) throw unreadable(name, cause);
    absent.add(name);
    return undefined;
  }
}

/**
 * Only an app that is installed on all repositories of the owner can tell that one is not there; who sees it at all would
 * have found the file. https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation
 */
export async function readOwnersSight({ octokit, owner, repo }: GitHubRepository): Promise<OwnersFilesSight> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}", { owner, repo });
  if (data.owner.type === "User") return { owner, sight: "personal" };
  const seen = (await isVisible(octokit, owner)) || (await seesAll(octokit));
  return { owner, sight: seen ? "seen" : "unseen" };
}

async function isVisible(octokit: GitHubClient, owner: string): Promise<boolean> {
  try {
    await octokit.request("GET /repos/{owner}/{repo}", { owner, repo: ".github" });
    return true;
  } catch (error) {
    if (hasStatus(error, 404)) return false;
    throw error;
  }
}

async function seesAll(octokit: GitHubClient): Promise<boolean> {
  try {
    const { data } = await octokit.request("GET /installation/repositories", { per_page: 1 });
    return data.repository_selection === "all";
  } catch (error) {
    // Of another kind of token nothing says what it sees.
    if (hasStatus(error, 401, 403, 404)) return false;
    throw error;
  }
}

function unreadable(name: string, cause: unknown): Error {
  return new Error(`${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
    cause,
  });
}
