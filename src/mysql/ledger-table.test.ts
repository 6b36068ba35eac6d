import { expect, test } from "vitest";
import type { NumberedRow } from "./ledger-columns.ts";
import { createLedger, readLedger, updateRow, writeLedger } from "./ledger-table.ts";

/** What is sent, as it is sent; every SELECT answers with `rows`. */
function recorder(rows: readonly Record<string, unknown>[] = []) {
  const sent: unknown[][] = [];
  const connection = {
    query: async (...args: unknown[]) => {
      sent.push(args);
      return [rows, []];
    },
  } as unknown as Parameters<typeof readLedger>[0];
  return { connection, sent };
}

const whole: NumberedRow = {
  id: 7,
  project: "shop",
  path: "migrations/V1__a.sql",
  version: "1",
  sha256: "a".repeat(64),
  statement: 0,
  statements: 2,
  statementSha256: "b".repeat(64),
  status: "done",
  startedAt: "2026-01-02T03:04:05.678Z",
  finishedAt: "2026-01-02T03:04:06.000Z",
  actor: "olga",
  run: "https://github.com/acme/shop/actions/runs/1",
  commit: "c".repeat(40),
  approvals: "{}",
  predicted: "INSTANT",
  actual: "INPLACE",
  durationMs: 84.5,
  affectedRows: 3,
  note: "by hand",
  before: { "table t": "d" },
  schemaSha256: "e".repeat(64),
};
/** Of a statement that has begun and not ended. */
const begun: NumberedRow = {
  ...whole,
  id: 8,
  status: "running",
  version: undefined,
  finishedAt: undefined,
  predicted: undefined,
  actual: undefined,
  durationMs: undefined,
  affectedRows: undefined,
  note: undefined,
  before: undefined,
  schemaSha256: undefined,
};

test("the table is made by these bytes", async () => {
  const { connection, sent } = recorder();
  await createLedger(connection, "a`b");
  expect(sent).toMatchInlineSnapshot(`
    [
      [
        "CREATE TABLE IF NOT EXISTS \`a\`\`b\`.tollgate_ledger (
      id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      project VARCHAR(64) NOT NULL,
      path VARCHAR(512) NOT NULL,
      version VARCHAR(255) NULL,
      sha256 CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of the whole file',
      statement INT NOT NULL COMMENT 'from 0; -1 is the migration as a whole',
      statements INT NOT NULL,
      statement_sha256 CHAR(64) CHARACTER SET ascii NOT NULL,
      status VARCHAR(16) CHARACTER SET ascii NOT NULL,
      started_at DATETIME(3) NOT NULL COMMENT 'UTC',
      finished_at DATETIME(3) NULL COMMENT 'UTC',
      actor VARCHAR(255) NOT NULL,
      run VARCHAR(512) NOT NULL,
      commit_sha VARCHAR(64) CHARACTER SET ascii NOT NULL,
      approvals MEDIUMTEXT NOT NULL COMMENT 'JSON: pull request, digest, reviews',
      predicted VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'algorithm',
      actual VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'algorithm that the server was held to',
      duration_ms DOUBLE NULL,
      affected_rows BIGINT NULL,
      note TEXT NULL,
      before_sha256 MEDIUMTEXT NULL COMMENT 'JSON: what the statement changes, before it ran',
      schema_sha256 CHAR(64) CHARACTER SET ascii NULL COMMENT 'of the whole schema after the migration',
      UNIQUE KEY one_row_per_statement (project, path, sha256, statement)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='Tollgate: what ran here'",
      ],
    ]
  `);
});

test("rows are written by these bytes: inserted, or updated by id", async () => {
  const { connection, sent } = recorder();
  await writeLedger(connection, "shop", []);
  expect(sent).toEqual([]);
  await writeLedger(connection, "shop", [whole, begun]);
  expect(sent).toMatchInlineSnapshot(`
    [
      [
        "INSERT INTO \`shop\`.tollgate_ledger (id, project, path, version, sha256, statement, statements, statement_sha256, status, started_at, finished_at, actor, run, commit_sha, approvals, predicted, actual, duration_ms, affected_rows, note, before_sha256, schema_sha256) VALUES ? ON DUPLICATE KEY UPDATE project = VALUES(project), path = VALUES(path), version = VALUES(version), sha256 = VALUES(sha256), statement = VALUES(statement), statements = VALUES(statements), statement_sha256 = VALUES(statement_sha256), status = VALUES(status), started_at = VALUES(started_at), finished_at = VALUES(finished_at), actor = VALUES(actor), run = VALUES(run), commit_sha = VALUES(commit_sha), approvals = VALUES(approvals), predicted = VALUES(predicted), actual = VALUES(actual), duration_ms = VALUES(duration_ms), affected_rows = VALUES(affected_rows), note = VALUES(note), before_sha256 = VALUES(before_sha256), schema_sha256 = VALUES(schema_sha256)",
        [
          [
            [
              7,
              "shop",
              "migrations/V1__a.sql",
              "1",
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              0,
              2,
              "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
              "done",
              "2026-01-02 03:04:05.678",
              "2026-01-02 03:04:06.000",
              "olga",
              "https://github.com/acme/shop/actions/runs/1",
              "cccccccccccccccccccccccccccccccccccccccc",
              "{}",
              "INSTANT",
              "INPLACE",
              84.5,
              3,
              "by hand",
              "{"table t":"d"}",
              "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
            ],
            [
              8,
              "shop",
              "migrations/V1__a.sql",
              null,
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              0,
              2,
              "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
              "running",
              "2026-01-02 03:04:05.678",
              null,
              "olga",
              "https://github.com/acme/shop/actions/runs/1",
              "cccccccccccccccccccccccccccccccccccccccc",
              "{}",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
            ],
          ],
        ],
      ],
    ]
  `);
});

test("a row is settled in ASCII without a backslash, by its number", async () => {
  const { connection, sent } = recorder();
  await updateRow(connection, "shop", whole);
  expect(sent).toMatchInlineSnapshot(`
    [
      [
        "UPDATE \`shop\`.tollgate_ledger SET status = 'done', finished_at = '2026-01-02 03:04:06.000',
           duration_ms = 84.5, affected_rows = 3 WHERE id = 7",
      ],
    ]
  `);
});

test("rows are read by these bytes, and come back as they were written", async () => {
  const writing = recorder();
  await writeLedger(writing.connection, "shop", [whole, begun]);
  const [text, values] = writing.sent[0] as [string, [unknown[][]]];
  const names = text.match(/\(([^)]*)\)/)?.[1]?.split(", ") ?? [];
  const [one, other] = values[0].map((row) => Object.fromEntries(row.map((value, i) => [names[i], value])));
  const reading = recorder([{ ...one, id: "7", affected_rows: "3" }, other ?? {}]);
  expect(await readLedger(reading.connection, "shop")).toStrictEqual([whole, begun]);
  expect(reading.sent).toMatchInlineSnapshot(`
    [
      [
        "SELECT id, project, path, version, sha256, statement, statements, statement_sha256, status, started_at, finished_at, actor, run, commit_sha, approvals, predicted, actual, duration_ms, affected_rows, note, before_sha256, schema_sha256 FROM \`shop\`.tollgate_ledger ORDER BY id",
      ],
    ]
  `);
});
