import type { LedgerRow } from "../core/rollout/rollout.ts";

export type NumberedRow = LedgerRow & { id: number };

/** How a field's value goes into its column, and comes out of it. */
interface Codec<Field> {
  write(value: Field): string | number | null;
  read(value: unknown): Field;
}

interface Column<Field> extends Codec<Field> {
  name: string;
  /** Type and attributes, as CREATE TABLE has them. */
  definition: string;
}

/** The driver gives text and small numbers back as they were; the table is ours alone. */
function same<Field extends string | number>(): Codec<Field> {
  return { write: (value) => value, read: (value) => value as Field };
}

/** A BIGINT, which the driver may give as text. */
const bigint: Codec<number> = { write: (value) => value, read: Number };

/** `2026-01-02T03:04:05.678Z`, which MySQL writes `2026-01-02 03:04:05.678`, in UTC. */
const moment: Codec<string> = {
  write: (iso) => iso.replace("T", " ").replace("Z", ""),
  read: (value) => `${String(value).replace(" ", "T")}Z`,
};

const json: Codec<NonNullable<LedgerRow["before"]>> = {
  write: (value) => JSON.stringify(value),
  read: (value) => JSON.parse(String(value)),
};

/** undefined is NULL. */
function optional<Field>({ write, read }: Codec<Field>): Codec<Field | undefined> {
  return {
    write: (value) => (value === undefined ? null : write(value)),
    read: (value) => (value === null ? undefined : read(value)),
  };
}

type Columns = { readonly [Field in keyof Required<NumberedRow>]: Column<NumberedRow[Field]> };

/** Every field of a row has a column, in the table's order: the four statements of the ledger follow from here. */
export const ledgerColumns: Columns = {
  id: { name: "id", definition: "BIGINT UNSIGNED NOT NULL PRIMARY KEY", ...bigint },
  project: { name: "project", definition: "VARCHAR(64) NOT NULL", ...same() },
  path: { name: "path", definition: "VARCHAR(512) NOT NULL", ...same() },
  version: { name: "version", definition: "VARCHAR(255) NULL", ...optional(same()) },
  sha256: {
    name: "sha256",
    definition: "CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of the whole file'",
    ...same(),
  },
  statement: {
    name: "statement",
    definition: "INT NOT NULL COMMENT 'from 0; -1 is the migration as a whole'",
    ...same(),
  },
  statements: { name: "statements", definition: "INT NOT NULL", ...same() },
  statementSha256: {
    name: "statement_sha256",
    definition: "CHAR(64) CHARACTER SET ascii NOT NULL",
    ...same(),
  },
  status: { name: "status", definition: "VARCHAR(16) CHARACTER SET ascii NOT NULL", ...same() },
  startedAt: { name: "started_at", definition: "DATETIME(3) NOT NULL COMMENT 'UTC'", ...moment },
  finishedAt: { name: "finished_at", definition: "DATETIME(3) NULL COMMENT 'UTC'", ...optional(moment) },
  actor: { name: "actor", definition: "VARCHAR(255) NOT NULL", ...same() },
  run: { name: "run", definition: "VARCHAR(512) NOT NULL", ...same() },
  commit: { name: "commit_sha", definition: "VARCHAR(64) CHARACTER SET ascii NOT NULL", ...same() },
  approvals: {
    name: "approvals",
    definition: "MEDIUMTEXT NOT NULL COMMENT 'JSON: pull request, digest, reviews'",
    ...same(),
  },
  predicted: {
    name: "predicted",
    definition: "VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'algorithm'",
    ...optional(same()),
  },
  actual: {
    name: "actual",
    definition: "VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'algorithm that the server was held to'",
    ...optional(same()),
  },
  durationMs: { name: "duration_ms", definition: "DOUBLE NULL", ...optional(same()) },
  affectedRows: { name: "affected_rows", definition: "BIGINT NULL", ...optional(bigint) },
  note: { name: "note", definition: "TEXT NULL", ...optional(same()) },
  before: {
    name: "before_sha256",
    definition: "MEDIUMTEXT NULL COMMENT 'JSON: what the statement changes, before it ran'",
    ...optional(json),
  },
  schemaSha256: {
    name: "schema_sha256",
    definition: "CHAR(64) CHARACTER SET ascii NULL COMMENT 'of the whole schema after the migration'",
    ...optional(same()),
  },
};
