import { execFileSync } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compareTrees } from "../core/migration/compare-trees.ts";
import { openLocalRepository, workTree } from "./local-repository.ts";

test.each([
  ["sha1", 40],
  ["sha256", 64],
])("ids are those of a %s repository: a file that moved uncommitted has moved", async (format, digits) => {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-git-"));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  try {
    git("init", "-q", `--object-format=${format}`);
    writeFileSync(join(folder, "V1__a.sql"), "SELECT 1;\n");
    git("add", "-A");
    git("commit", "-qm", "one");
    renameSync(join(folder, "V1__a.sql"), join(folder, "V1__b.sql"));
    const repository = await openLocalRepository(folder);
    const [before, after] = [
      await repository.tree("HEAD", () => true),
      await repository.tree(workTree, () => true),
    ];
    expect(after).toEqual([
      { path: "V1__b.sql", mode: "100644", blob: git("hash-object", "V1__b.sql"), size: 10 },
    ]);
    expect(after[0]?.blob).toHaveLength(digits);
    expect(compareTrees(before, after)).toMatchObject([
      { kind: "renamed", path: "V1__b.sql", previousPath: "V1__a.sql" },
    ]);
    expect(Buffer.from(await repository.blob(after[0]?.blob ?? "")).toString()).toBe("SELECT 1;\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
