import type { BranchWriter } from "../operations/ports/code-host.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";

/**
 * Commits through git objects: the branch moves only from the commit that was read, so that two jobs never write over
 * each other, and an orphan branch needs no empty beginning. https://docs.github.com/en/rest/git
 */
export function githubBranchWriter({ octokit, owner, repo }: GitHubRepository): BranchWriter {
  const here = { owner, repo };

  async function treeOf(commit: string): Promise<string> {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
      ...here,
      commit_sha: commit,
    });
    return data.tree.sha;
  }

  async function tipOf(branch: string): Promise<string | undefined> {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", {
      ...here,
      ref: `heads/${branch}`,
    });
    return data.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha;
  }

  async function move(branch: string, parent: string | undefined, sha: string): Promise<void> {
    if (parent === undefined)
      await octokit.request("POST /repos/{owner}/{repo}/git/refs", {
        ...here,
        ref: `refs/heads/${branch}`,
        sha,
      });
    else
      await octokit.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
        ...here,
        ref: `heads/${branch}`,
        sha,
        force: false,
      });
  }

  return {
    async commit(branch, { parent, path, text, message }) {
      const tree = await octokit.request("POST /repos/{owner}/{repo}/git/trees", {
        ...here,
        ...(parent !== undefined && { base_tree: await treeOf(parent) }),
        tree: [{ path, mode: "100644", type: "blob", content: text }],
      });
      const commit = await octokit.request("POST /repos/{owner}/{repo}/git/commits", {
        ...here,
        message,
        tree: tree.data.sha,
        parents: parent === undefined ? [] : [parent],
      });
      try {
        await move(branch, parent, commit.data.sha);
        return true;
      } catch (error) {
        // GitHub answers 422 to a branch that has moved, and to one that a rule protects alike.
        if (!hasStatus(error, 409, 422)) throw error;
        const tip = await tipOf(branch);
        if (tip === commit.data.sha) return true;
        if (tip === parent) throw error;
        return false;
      }
    },
  };
}
