import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";

interface Manifest {
  workspaces?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

test("every package has an exact version (.npmrc says why)", () => {
  const folders = [".", ...(manifest(".").workspaces ?? [])];
  const versions = folders
    .map(manifest)
    .flatMap(({ dependencies, devDependencies }) => Object.entries({ ...dependencies, ...devDependencies }));
  expect(versions.length).toBeGreaterThan(20);
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("every image of the Dockerfile is pinned by its digest", () => {
  const images = [...readFileSync("Dockerfile", "utf8").matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(images.length).toBeGreaterThan(0);
  for (const image of images) expect(image).toMatch(/^node:24\.\d+\.\d+-[a-z]+-slim@sha256:[0-9a-f]{64}$/);
});

test("what CODEOWNERS guards and Dependabot looks at is there", () => {
  const owned = [...readFileSync(".github/CODEOWNERS", "utf8").matchAll(/^\/(\S+)/gm)].map(
    ([, path]) => path,
  );
  const { updates } = load(readFileSync(".github/dependabot.yml", "utf8")) as {
    updates: { directory?: string; directories?: string[] }[];
  };
  const looked = updates.flatMap(({ directory, directories = [] }) => [directory ?? [], directories].flat());
  expect(Math.min(owned.length, looked.length)).toBeGreaterThan(2);
  expect([...owned, ...looked].filter((path) => !existsSync(`./${path}`))).toEqual([]);
});
