import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import {
  directionBreaks,
  importsInto,
  readersAmong,
  type SourceFile,
  tokenReaders,
} from "./testing/direction.ts";

const filesIn = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map(normalize)
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));

const files = filesIn("src").filter(({ path }) => !path.endsWith(".test.ts"));

const planted = (path: string, text: string) => directionBreaks([{ path, text }]);

describe("imports in src/ point one way", () => {
  test("there is something to judge", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files.some(({ path }) => dirname(path) === "github")).toBe(true);
  });

  test("no file breaks the direction", () => {
    expect(directionBreaks(files)).toEqual([]);
  });

  test("nobody is listed as a reader of tokens who reads none", () => {
    expect(readersAmong(files)).toEqual(new Set(Object.keys(tokenReaders)));
  });
});

describe("a planted break is reported", () => {
  test.each([
    ["core/risk/score.ts", 'import { readFileSync } from "node:fs";'],
    ["core/risk/score.ts", 'import mysql from "mysql2/promise";'],
    ["core/risk/score.ts", 'import { renderComment } from "../report/comment/render-comment.ts";'],
    ["core/policy/parse-policy.ts", 'import { lex } from "../sql/lex/lex.ts";'],
    ["core/words/level.ts", 'import type { Policy } from "../policy/policy.ts";'],
    ["core/sql/lex/lex.ts", 'import { split } from "../split/split.ts";'],
    ["core/sql/statement.ts", 'import { split } from "./split/split.ts";'],
    ["core/sql/grammar/names.ts", 'import { quoteName } from "../write/quote.ts";'],
    [
      "core/sql/grammar/rows/insert.ts",
      'import { rewriteAsSelect } from "../../explain/rewrite-as-select.ts";',
    ],
    ["core/sql/guess/guess.ts", 'import { split } from "../split/split.ts";'],
    ["core/risk/factors/wait.ts", 'import { lex } from "../../sql/lex/lex.ts";'],
    ["core/risk/rewrites/cut.ts", 'import type { Token } from "../../sql/lex/token.ts";'],
    ["core/sql/tree/walk.ts", 'import { lex } from "../lex/lex.ts";'],
    ["core/sql/explain/rewrite-as-select.ts", 'const { lex } = await import("../lex/lex.ts");'],
    ["core/report/say/hide-secrets.test-data.ts", 'export { lex } from "../../sql/lex/lex.ts";'],
    ["core/report/say/score.ts", 'import { table } from "../comment/markdown.ts";'],
    ["core/report/comment/render-comment.ts", 'import { painter } from "../terminal/text.ts";'],
    ["core/risk/score.ts", 'import { assess } from "../assess.ts";'],
    ["core/policy/parse-policy.ts", 'import { review } from "../../operations/review/review.ts";'],
    ["core/report/machines/render-json.ts", 'const { createHash } = await import("node:crypto");'],
    ["core/change/replay-script.ts", 'import parser from "node-sql-parser/build/mysql.js";'],
    ["operations/review/review.ts", 'import { Octokit } from "octokit";'],
    ["operations/review/review.ts", 'import { readGate } from "../../github/gate.ts";'],
    ["github/gate.ts", 'import { connect } from "../mysql/connect.ts";'],
    ["mysql/connect.ts", 'export type { Octokit } from "@octokit/core";'],
    ["cli/main.ts", 'import { getOctokit } from "@actions/github";'],
    ["cli/main.ts", 'import mysql from "mysql2";'],
    ["bot/app.ts", 'import { run } from "../action/main.ts";'],
    ["cli/main.ts", 'import { memoryComments } from "../testing/memory-comments.ts";'],
  ])("%s with %s", (path, text) => {
    expect(planted(path, text)).toHaveLength(1);
  });

  test("and what is allowed is not", () => {
    expect(
      planted("core/sql/cross-check.ts", 'import parser from "node-sql-parser/build/mysql.js";'),
    ).toEqual([]);
    expect(planted("core/sql/grammar/cursor.ts", 'import type { Token } from "../lex/token.ts";')).toEqual(
      [],
    );
    expect(planted("core/migration/find-differing.ts", 'import { lex } from "../sql/lex/lex.ts";')).toEqual(
      [],
    );
    expect(planted("bot/main.ts", 'import { run } from "probot";')).toEqual([]);
    expect(planted("action/main.ts", 'import { reviewPullRequest } from "../operations/review.ts";')).toEqual(
      [],
    );
  });
});

describe("the product and the sandbox", () => {
  const fromRoot = (folder: string) =>
    filesIn(folder).map(({ path, text }) => ({ path: `${folder}/${path}`, text }));

  test("nothing in src/ imports the sandbox: a test that starts one is a scene", () => {
    expect(importsInto("sandbox", fromRoot("src"))).toEqual([]);
  });

  test("and of the sandbox only the demo knows the product", () => {
    const world = fromRoot("sandbox").filter(({ path }) => !path.startsWith("sandbox/demo/"));
    expect(world.length).toBeGreaterThan(100);
    expect(importsInto("src", world)).toEqual([]);
  });

  test("planted breaks of both are reported", () => {
    const unit = {
      path: "src/bot/bot.test.ts",
      text: 'import { startGitHub } from "../../sandbox/github/server.ts";',
    };
    const world = {
      path: "sandbox/github/world.ts",
      text: 'import type { Level } from "../../src/core/words/level.ts";',
    };
    expect(importsInto("sandbox", [unit, world])).toEqual([
      "src/bot/bot.test.ts imports ../../sandbox/github/server.ts",
    ]);
    expect(importsInto("src", [unit, world])).toEqual([
      "sandbox/github/world.ts imports ../../src/core/words/level.ts",
    ]);
  });
});
