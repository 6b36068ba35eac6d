import type { BranchWriter } from "../operations/ports/code-host.ts";
import type { MemoryGit } from "./memory-git.ts";

const nobody = { author: undefined, committer: undefined, coAuthors: [], signedByGitHub: false };

/** `meanwhile` runs before each commit: what somebody else does to the branch. */
export function memoryBranchWriter(git: MemoryGit, meanwhile: () => void = () => undefined): BranchWriter {
  return {
    async commit(branch, { parent, path, text }) {
      meanwhile();
      if (git.branches.get(branch) !== parent) return false;
      const files = new Map(parent === undefined ? [] : git.at(parent).files).set(path, text);
      git.branches.set(
        branch,
        git.commit({ ...nobody, parents: parent === undefined ? [] : [parent], files }),
      );
      return true;
    },
  };
}
