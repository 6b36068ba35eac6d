import { spawnSync } from "node:child_process";

/**
 * Whether the branch leads to the commit. `git merge-base` answers with its exit code: 0 yes, 1 no.
 * @throws where git gives no answer, for example in a clone without main.
 */
export function isOnMain(folder: string, commit: string, main: string): boolean {
  const { status, stderr, error } = spawnSync("git", ["merge-base", "--is-ancestor", commit, main], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status === 0 || status === 1) return status === 0;
  throw new Error(`git does not tell whether ${commit} is on ${main}: ${stderr}`, { cause: error });
}
