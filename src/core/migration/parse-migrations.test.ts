import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Project, Target } from "../policy/policy.ts";
import { formats } from "./formats.ts";
import type { RepositoryFile } from "./migration.ts";
import { forNewDatabase } from "./order-migrations.ts";
import { parseMigrations } from "./parse-migrations.ts";

function project(changes: Partial<Project> = {}): Project {
  return { name: "app", migrations: ["**"], format: "auto", placeholders: {}, targets: [], ...changes };
}

function target(engine: string): Target {
  return { environment: "test", instance: "one", database: "app", engine, connection: "URL", labels: {} };
}

function file(path: string, text: string, mode = "100644"): RepositoryFile {
  return { path, mode, blob: "", content: new TextEncoder().encode(text) };
}

function read(files: Record<string, string>, changes: Partial<Project> = {}) {
  const given = Object.entries(files).map(([path, text]) => file(path, text));
  return parseMigrations({ policy: { projects: [project(changes)] }, files: given });
}

/** `format version kind: forward | down`, one line for each migration, in order. */
function summarise(files: Record<string, string>, changes: Partial<Project> = {}): string[] {
  const join = (statements: readonly { text: string }[]) => statements.map(({ text }) => text).join("; ");
  return read(files, changes).migrations.map(
    ({ format, version, kind, statements, downStatements }) =>
      `${format} ${version} ${kind}: ${join(statements)} | ${join(downStatements)}`,
  );
}

function codes(files: Record<string, string>, changes: Partial<Project> = {}): string[] {
  return read(files, changes).problems.map(({ code, file: path }) => `${code} ${path}`);
}

describe("each tool's files", () => {
  test("Flyway: by version, a baseline after its own, repeatable ones last, undo never forward", () => {
    const files = {
      "db/R__views.sql": "r",
      "db/V10__c.sql": "c",
      "db/V2__b.sql": "b",
      "db/V2_1__d.sql": "d",
      "db/B2__base.sql": "e",
      "db/U2__b.sql": "u",
      "db/V1__a.sql.conf": "encoding=UTF-8",
    };
    expect(summarise(files)).toEqual([
      "flyway 2 undo:  | u",
      "flyway 2 versioned: b | ",
      "flyway 2 baseline: e | ",
      "flyway 2.1 versioned: d | ",
      "flyway 10 versioned: c | ",
      "flyway undefined repeatable: r | ",
    ]);
    const { migrations } = read(files);
    expect(forNewDatabase(migrations).map(({ statements }) => statements[0]?.text)).toEqual([
      "e",
      "d",
      "c",
      "r",
    ]);
  });
  test("golang-migrate", () => {
    expect(summarise({ "2_b.up.sql": "b", "10_c.up.sql": "c", "2_b.down.sql": "d" })).toEqual([
      "golang-migrate 2 undo:  | d",
      "golang-migrate 2 versioned: b | ",
      "golang-migrate 10 versioned: c | ",
    ]);
  });
  test("goose", () => {
    const text = [
      "-- +goose NO TRANSACTION",
      "-- +goose Up",
      "SELECT 1;",
      "-- +goose StatementBegin",
      "CREATE PROCEDURE p() BEGIN SELECT 2; END;",
      "-- +goose StatementEnd",
      "SELECT 3;",
      "-- +goose Down",
      "DROP PROCEDURE p;",
    ];
    expect(summarise({ "00001_a.sql": text.join("\n") })).toEqual([
      "goose 00001 versioned: SELECT 1; CREATE PROCEDURE p() BEGIN SELECT 2; END; SELECT 3 | DROP PROCEDURE p",
    ]);
    expect(read({ "00001_a.sql": text.join("\n") }).migrations[0]?.statements[1]?.start).toEqual({
      offset: text.slice(0, 4).join("\n").length + 1,
      line: 5,
      column: 1,
    });
  });
  test("goose's programs are a problem, though only SQL files are named; its tests and other tools' files are none", () => {
    const files = {
      "db/1_a.sql": "-- +goose Up\nSELECT 1;",
      "db/00002_b.go": "package db",
      "db/2_test.go": "",
    };
    expect(codes(files, { migrations: ["db/*.sql"] })).toEqual(["migration-is-a-program db/00002_b.go"]);
    expect(codes({ ...files, "db/1_a.sql": "SELECT 1;" }, { migrations: ["db/*.sql"] })).toEqual([]);
    expect(summarise({ "1_a.sql": "SELECT 1;", "2_b.go": "package db" })).toHaveLength(2);
  });
  test("goose with ENVSUB replaces what has a value", () => {
    const text = `-- +goose Up\n-- +goose ENVSUB ON\nSELECT '\${A}', $B;\n-- +goose ENVSUB OFF\nSELECT '\${A}';`;
    expect(summarise({ "1_a.sql": text }, { placeholders: { A: "x", B: "y" } })).toEqual([
      `goose 1 versioned: SELECT 'x', y; SELECT '\${A}' | `,
    ]);
    expect(codes({ "1_a.sql": text })).toEqual([
      "placeholder-without-value 1_a.sql",
      "placeholder-without-value 1_a.sql",
    ]);
  });
  test("dbmate", () => {
    const text = "-- migrate:up transaction:false\nSELECT 1;\n\n-- migrate:down\nSELECT 2;";
    expect(summarise({ "20260101_a.sql": text })).toEqual(["dbmate 20260101 versioned: SELECT 1 | SELECT 2"]);
  });
  test("Liquibase formatted SQL", () => {
    const text = [
      "--liquibase formatted sql",
      "--changeset me:1 labels:a",
      "--comment: why",
      "SELECT 1;",
      "--rollback SELECT 2;",
      "--changeset me:2 dbms:postgresql",
      "SELECT 3;",
      "--changeset me:3 endDelimiter:// dbms:mysql,h2",
      "SELECT 4; //",
      "--changeset me:4 splitStatements:false",
      "SELECT 5; SELECT 6;",
      "--rollback empty",
    ];
    expect(summarise({ "001_a.sql": text.join("\n") })).toEqual([
      "liquibase 001 versioned: SELECT 1; SELECT 4; ; SELECT 5; SELECT 6 | SELECT 2",
    ]);
  });
  test("Atlas", () => {
    expect(
      summarise({ "20260102_b.sql": "b", "20260101.sql": "-- atlas:checkpoint\n\na", "atlas.sum": "h1:x" }),
    ).toEqual(["atlas 20260101 baseline: -- atlas:checkpoint\n\na | ", "atlas 20260102 versioned: b | "]);
    const archive = "-- atlas:txtar\n\n-- migration.sql --\nSELECT 1;\n-- down.sql --\nSELECT 2;\n";
    expect(summarise({ "1_a.sql": archive })).toEqual(["atlas 1 versioned: SELECT 1 | SELECT 2"]);
  });
  test("Prisma", () => {
    expect(
      summarise({
        "m/20260102_b/migration.sql": "b",
        "m/20260101_a/migration.sql": "a",
        "m/migration_lock.toml": "",
      }),
    ).toEqual(["prisma 20260101 versioned: a | ", "prisma 20260102 versioned: b | "]);
  });
  test("Drizzle", () => {
    const text =
      "CREATE TABLE a (b int);\n--> statement-breakpoint\nSELECT 1;--> statement-breakpoint\nSELECT 2";
    expect(summarise({ "0000_a.sql": text, "meta/_journal.json": "{}" })).toEqual([
      "drizzle 0000 versioned: CREATE TABLE a (b int); SELECT 1; SELECT 2 | ",
    ]);
  });
  test("numbered files of no tool", () => {
    expect(
      summarise({ "v1.10.0.sql": "b", "v1.9.0.sql": "a", "002-x.down.sql": "d", "2024-01-31-x.sql": "c" }),
    ).toEqual([
      "plain 1.9.0 versioned: a | ",
      "plain 1.10.0 versioned: b | ",
      "plain 002 undo:  | d",
      "plain 2024-01-31 versioned: c | ",
    ]);
  });
});

describe("problems", () => {
  test("a file that the tool would not run is never ignored", () => {
    expect(codes({ "V1__a.sql": "a", "fix.sql": "DROP TABLE a", "V2_b.sql": "b" })).toEqual([
      "migration-without-version fix.sql",
      "migration-without-version V2_b.sql",
    ]);
    expect(codes({ "users.sql": "a" })).toEqual(["migration-without-version users.sql"]);
  });
  test("two files with one version", () => {
    expect(codes({ "V1__a.sql": "a", "V01__b.sql": "b", "U1__a.sql": "u" })).toEqual([
      "migration-duplicate-version V1__a.sql",
    ]);
  });
  test("a file that is no ordinary file", () => {
    const files = [file("V1__a.sql", "a", "120000")];
    expect(parseMigrations({ policy: { projects: [project()] }, files }).problems).toMatchObject([
      { code: "migration-file-mode", file: "V1__a.sql" },
    ]);
  });
  test("what stands before Up, a missing Up, marks without a partner", () => {
    expect(codes({ "1_a.sql": "SELECT 1;\n-- +goose Up\nSELECT 2;" })).toEqual(["migration-marker 1_a.sql"]);
    expect(codes({ "1_a.sql": "-- +goose Up\n", "2_b.sql": "SELECT 1;" })).toEqual([
      "migration-marker 2_b.sql",
      "migration-without-up 2_b.sql",
    ]);
    expect(codes({ "1_a.sql": "-- +goose Up\n-- +goose StatementEnd\n-- +goose StatementBegin\n" })).toEqual([
      "migration-marker 1_a.sql",
      "migration-marker 1_a.sql",
    ]);
    expect(codes({ "1_a.sql": "-- +goose Up\n-- +goose Donw\nSELECT 1;" })).toEqual([
      "migration-marker 1_a.sql",
    ]);
  });
  test("a Liquibase id twice, and a file without changesets", () => {
    expect(
      codes({ "1.sql": "--liquibase formatted sql\n--changeset a:1\nx;\n--changeset a:1\ny;", "2.sql": "z" }),
    ).toEqual(["migration-duplicate-version 1.sql", "migration-without-up 2.sql"]);
  });
  test("of the text come with their line in the file", () => {
    expect(read({ "1_a.sql": "-- +goose Up\nSELECT 1;\nsource x.sql\n" }).problems).toMatchObject([
      { code: "client-command", file: "1_a.sql", line: 3, column: 1 },
    ]);
  });
});

describe("Flyway's placeholders", () => {
  const files = { "V1__a.sql": `CREATE TABLE \${schema}.a (b int);\nSELECT '\${x}';` };
  test("are replaced where the policy has a value; places stay those of the file", () => {
    const { migrations, problems } = read(files, { placeholders: { schema: "very_long_name", x: "$&" } });
    expect(migrations[0]?.statements).toMatchObject([
      { text: "CREATE TABLE very_long_name.a (b int)", end: { offset: 32 } },
      { text: "SELECT '$&'", start: { offset: 34, line: 2 } },
    ]);
    expect(problems).toEqual([]);
  });
  test("without a value are a problem; other tools know none", () => {
    expect(read(files, { placeholders: { schema: "s" } }).problems).toMatchObject([
      { code: "placeholder-without-value", file: "V1__a.sql", line: 2, column: 1 },
    ]);
    expect(codes(files, { format: "plain" })).toEqual([]);
  });
});

describe("a statement that is another one on another server", () => {
  const sql = "DELETE FROM a /*!80030 WHERE id = 1 */; SELECT 1 /*!40000 + 1 */;";
  const differing = (engines: readonly string[]) =>
    read({ "1_a.sql": sql }, { targets: engines.map(target) }).problems.map(
      ({ code, column }) => `${code} ${column}`,
    );
  test("is a problem where the targets' versions differ, or are not told apart", () => {
    expect(differing(["mysql-5.7", "mysql-8.4"])).toEqual(["version-comment-differs 15"]);
    expect(differing(["mysql-8.0"])).toEqual(["version-comment-differs 15"]);
    expect(differing(["mysql-8.4", "mariadb-10.11"])).toEqual(["version-comment-differs 15"]);
  });
  test("is none where it only says what every server of that name does", () => {
    const dump =
      "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `a` /*!40100 DEFAULT CHARACTER SET utf8mb4 */ /*!80016 DEFAULT ENCRYPTION='N' */;";
    const problems = (text: string) => read({ "1_a.sql": text }, { targets: [target("mysql-8.0")] }).problems;
    expect(problems(`${dump} SELECT 1 /*!80011 + 1 */`)).toEqual([]);
    expect(problems(dump.replace("'N'", "'Y'"))).toMatchObject([{ code: "version-comment-differs" }]);
    expect(problems("SELECT 1 /*!80012 + 1 */")).toMatchObject([{ code: "version-comment-differs" }]);
  });
  test("is read as the servers read it where they agree", () => {
    const { migrations } = read({ "1_a.sql": sql }, { targets: ["mysql-9.6", "mysql-9.7"].map(target) });
    expect(migrations[0]?.statements[0]?.mode.engine).toEqual({
      flavour: "mysql",
      version: 90699,
      oldest: 90600,
    });
  });
  test("is none where every server reads it alike", () => {
    expect(differing(["mysql-8.4", "mysql-9.7"])).toEqual([]);
    expect(differing(["mysql-8.0.36", "mysql-8.4"])).toEqual([]);
    expect(differing(["mysql-5.7"])).toEqual([]);
  });
});

test("a file belongs to every project whose globs take it, and is read for that project's engine", () => {
  const projects = [
    project({ name: "new", migrations: ["db/*.sql"], targets: [target("mysql-9.7")] }),
    project({ name: "old", migrations: ["db/*.sql"], targets: [target("mysql-8.4")] }),
    project({ name: "other", migrations: ["web/*.sql"] }),
  ];
  const { migrations } = parseMigrations({
    policy: { projects },
    files: [file("db/1_a.sql", "SELECT $$;$$")],
  });
  expect(migrations.map(({ project: name, statements }) => [name, statements.length])).toEqual([
    ["new", 1],
    ["old", 2],
  ]);
});

test("whatever the text and the format, every statement lies in the file, in order, and nothing throws", () => {
  const line = fc.constantFrom(
    ...[
      "-- +goose Up",
      "-- +goose Down",
      "-- +goose StatementBegin",
      "-- +goose StatementEnd",
      "-- +goose ENVSUB ON",
    ],
    ...[
      "-- migrate:up",
      "-- migrate:down",
      "--liquibase formatted sql",
      "--changeset a:1 splitStatements:false",
    ],
    ...[
      "--changeset a:2 endDelimiter:\\n",
      "--rollback SELECT 9;",
      "--ignoreLines:start",
      "--ignoreLines:end",
    ],
    ...[
      "-- atlas:txtar",
      "-- migration.sql --",
      "-- down.sql --",
      "--> statement-breakpoint",
      "DELIMITER //",
      "//",
    ],
    ...["SELECT 1;", "SELECT 'é", "BEGIN", "END;", `$x \${y}`, "/*", "*/", "", "\r"],
  );
  const text = fc.array(line, { maxLength: 15 }).map((lines) => lines.join("\n"));
  const path = fc.constantFrom(
    "1_a.sql",
    "V1__a.sql",
    "1_a.up.sql",
    "a.sql",
    "m/1_a/migration.sql",
    "R__a.sql",
  );
  const format = fc.constantFrom("auto", ...formats.map(({ name }) => name));
  fc.assert(
    fc.property(text, path, format, (sql, name, tool) => {
      const bytes = new TextEncoder().encode(sql);
      const { migrations } = read({ [name]: sql }, { format: tool });
      for (const { statements, downStatements } of migrations) {
        for (const cut of [statements, downStatements]) {
          let at = 0;
          for (const { text: written, start, end } of cut) {
            expect(start.offset).toBeGreaterThanOrEqual(at);
            expect(new TextDecoder().decode(bytes.subarray(start.offset, end.offset))).toBe(written);
            at = end.offset;
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});
