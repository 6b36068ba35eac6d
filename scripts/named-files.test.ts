import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const files = ["src", "test", "scripts", "sandbox"].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" }).map((path) => `/${room}/${path}`),
);

test.each(["docs/architecture.md", "CONTRIBUTING.md"])("%s names files that there are", (page) => {
  const named = [...readFileSync(page, "utf8").matchAll(/`([\w./-]+\.ts)`/g)].map(([, path]) => `/${path}`);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !files.some((file) => file.endsWith(path)))).toEqual([]);
});
