import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Candidate, findObstacles, sectionOf } from "./find-obstacles.ts";

const changelog = `# Changelog

## [Unreleased]

## [1.4.0] - 2026-12-01

### Added

- A thing. See [policy].

## [1.3.0] - 2026-11-22

[Unreleased]: https://github.com/tollgate/tollgate/compare/v1.4.0...main
[1.4.0]: https://github.com/tollgate/tollgate/compare/v1.3.0...v1.4.0
`;

const candidate: Candidate = { tag: "v1.4.0", version: "1.4.0", commit: "c0ffee", isOnMain: true, changelog };

test("a tag that package.json, main and the changelog agree with may be released", () => {
  expect(findObstacles(candidate)).toEqual([]);
});

describe("a release is refused, with what to do,", () => {
  const onlyUnreleased = changelog.replace("[1.4.0] - 2026-12-01", "[1.2.0]");
  const unreleasedLeft = changelog.replace("[Unreleased]\n", "[Unreleased]\n\n- Another thing.\n");

  test.each<[string, Partial<Candidate>, string]>([
    ["where the tag is no version", { tag: "v1.4" }, 'The tag is "v1.4", which is no version such as v1.4.0'],
    ["where the tag has more than a version", { tag: "v1.4.0-rc.1" }, "which is no version such as v1.4.0"],
    [
      "where package.json has another version",
      { version: "1.3.0" },
      "The tag says 1.4.0 and package.json says 1.3.0: run `npm version --no-git-tag-version 1.4.0`",
    ],
    ["where main does not have the commit", { isOnMain: false }, "The tagged commit c0ffee is not on main"],
    ["where the changelog has no section", { changelog: onlyUnreleased }, 'no section "## [1.4.0]"'],
    [
      "where the section is empty",
      { tag: "v1.3.0", version: "1.3.0" },
      'CHANGELOG.md says nothing under "## [1.3.0]"',
    ],
    [
      "where entries are left over",
      { changelog: unreleasedLeft },
      'still has entries under "## [Unreleased]"',
    ],
  ])("%s", (_, differently, sentence) => {
    expect(findObstacles({ ...candidate, ...differently })).toEqual([expect.stringContaining(sentence)]);
  });

  test("with every reason at once", () => {
    expect(findObstacles({ ...candidate, version: "1.3.0", isOnMain: false, changelog: "" })).toHaveLength(3);
  });
});

describe("the section of a version", () => {
  test("ends at the next one, and has no list of links", () => {
    expect(sectionOf(changelog, "1.4.0")).toBe("### Added\n\n- A thing. See [policy].");
    expect(sectionOf(changelog, "1.3.0")).toBe("");
    expect(sectionOf(changelog, "1.3")).toBeUndefined();
  });

  test("is there for the version of package.json in the changelog that is shipped", () => {
    const { version }: { version: string } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(sectionOf(readFileSync("CHANGELOG.md", "utf8"), version)).toMatch(/^- /m);
  });
});
