import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";

/** Where the branch left the repository: without a migration, and with all but the last five. */
export const [beforeAll, beforeLast] = ["before-all", "before-last"] as const;

/** A repository whose policy is the example's, with these migrations on its branch. Returns its folder. */
export function writeRepository(folder: string, migrations: readonly string[]): string {
  const root = join(folder, "repository");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=bench", "-c", "user.email=bench@example.com", ...args], {
      cwd: root,
    });
  const commit = (branch: string) => {
    git("add", "--all");
    git("commit", "--quiet", "--message", branch);
    git("branch", branch);
  };
  const add = (paths: readonly string[]) => {
    for (const path of paths) cpSync(path, join(root, "migrations", basename(path)));
  };
  mkdirSync(join(root, ".github"), { recursive: true });
  mkdirSync(join(root, "migrations"));
  git("init", "--quiet");
  cpSync("examples/tollgate.yml", join(root, ".github", "tollgate.yml"));
  commit(beforeAll);
  add(migrations.slice(0, -5));
  commit(beforeLast);
  add(migrations.slice(-5));
  commit("all");
  return root;
}
