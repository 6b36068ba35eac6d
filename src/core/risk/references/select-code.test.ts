import { expect, test } from "vitest";
import { selectCode } from "./select-code.ts";

const policy = { projects: [{ migrations: ["db/*.sql"] }] } as unknown as Parameters<typeof selectCode>[1];
const entry = (path: string, size = 1000, mode = "100644") => ({ path, mode, blob: path, size });
const select = (...entries: ReturnType<typeof entry>[]) => selectCode(entries, policy);

test("code is searched: not migrations, prose, pictures, links, nor what decides the judgement", () => {
  const searched = ["src/a.ts", "db/query/a.sql", "config/app.yml", "Makefile", "docs/conf.py"];
  const left = ["db/V1__a.sql", "app/migrations/0001_initial.py", "README.md", "logo.png"];
  const gate = [".github/tollgate.yml", ".github/workflows/ci.yml"];
  expect(
    select(
      ...[...searched, ...left, ...gate].map((path) => entry(path)),
      entry("bin/run", 1, "100755"),
      entry("link.ts", 1, "120000"),
      entry("lib", 0, "160000"),
    ),
  ).toMatchObject({
    files: [...searched, "bin/run"].map((path) => ({ path })),
    leftOut: { vendored: 0, tooLarge: 0, tooMany: 0 },
  });
});

test("what may be code and is left out is counted", () => {
  const vendored = ["node_modules/a/b.js", "web/vendor/x.php", "a.min.js", "yarn.lock", "package-lock.json"];
  expect(select(...vendored.map((path) => entry(path)), entry("big.ts", 1_000_001))).toEqual({
    known: true,
    files: [],
    leftOut: { vendored: 5, tooLarge: 1, tooMany: 0 },
  });
  const many = Array.from({ length: 20_003 }, (_, i) => entry(`${i}.ts`, 1));
  expect(select(...many)).toMatchObject({ leftOut: { tooMany: 3 } });
  const heavy = Array.from({ length: 103 }, (_, i) => entry(`${i}.ts`, 1_000_000));
  expect(select(...heavy)).toMatchObject({ leftOut: { tooMany: 3 } });
});

test("a repository beyond all measure is not searched, and says so", () => {
  expect(select(entry("data.zip", 2_000_000_000))).toEqual({
    known: false,
    why: "the repository holds 2000 MB, and no more than 1000 MB are read.",
  });
});
