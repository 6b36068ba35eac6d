import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultPolicy } from "../../src/cli/default-policy.ts";
import { assess } from "../../src/core/assess.ts";
import type { RepositoryFile } from "../../src/core/migration/migration.ts";
import { gitBlobId } from "../../src/operations/git-blob-id.ts";

const folder = "migrations-example";
const files: RepositoryFile[] = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => {
    const content = readFileSync(join(folder, name));
    return { path: `${folder}/${name}`, mode: "100644", blob: gitBlobId(content, "sha1"), content };
  });

const [project] = defaultPolicy.projects;
const policy = {
  ...defaultPolicy,
  projects: project ? [{ ...project, migrations: [`${folder}/*.sql`], format: "flyway" }] : [],
};

test("there are examples", () => expect(files.length).toBeGreaterThan(8));

test.each(files.map((file, index) => [file.path, file, files.slice(0, index)] as const))(
  "%s raises what its comments say",
  (_, file, history) => {
    const changed = [{ ...file, kind: "added" as const, previousPath: undefined }];
    const { migrations } = assess({
      policy,
      digest: "",
      changed,
      history,
      secondOpinion: undefined,
      statistics: undefined,
    });
    const raised = migrations.flatMap(({ statements }) =>
      statements.map(
        ({ findings }) =>
          findings
            .map(({ id }) => id)
            .sort()
            .join(", ") || "none",
      ),
    );
    const said = [
      ...Buffer.from(file.content)
        .toString()
        .matchAll(/^-- risk: (.*)$/gm),
    ].map(([, ids]) => ids);
    expect(raised).toEqual(said);
  },
);
