import { join } from "node:path";
import { split } from "../../../src/core/sql/split.ts";
import { readStatement } from "../../../src/core/sql/statements/read-statement.ts";
import type { Engine } from "../../../src/core/sql/token.ts";
import type { Outcome } from "../kind.ts";
import { readJsonLines } from "../read-corpus.ts";

const mysql97: Engine = { flavour: "mysql", version: 90799 };

interface Case {
  sql: string;
  valid: boolean;
}

/** Valid statements are read whole. */
export function checkAccepted(directory: string): Outcome | undefined {
  const valid = readCases(directory).filter((one) => one.valid);
  if (valid.length === 0) return undefined;
  const failures = valid.flatMap(({ sql }) => {
    const unread = readAll(sql).find(({ parsed }) => !parsed);
    return unread ? [`${sql}\n  not read from: ${unread.unparsed ?? ""}`] : [];
  });
  return { cases: valid.length, failures, bar: 0.99 };
}

/** What a server refuses is refused, or of unknown source, and so never less than high. */
export function checkRefused(directory: string): Outcome | undefined {
  const invalid = readCases(directory).filter((one) => !one.valid);
  if (invalid.length === 0) return undefined;
  const failures = invalid.flatMap(({ sql }) =>
    readAll(sql).every(({ parsed, source }) => parsed && source !== "unknown") ? [sql] : [],
  );
  return { cases: invalid.length, failures, bar: 1 };
}

function readAll(sql: string) {
  const { statements } = split(sql, { mode: { engine: mysql97 } });
  return statements.map(({ text, mode }) => readStatement(text, mode));
}

function readCases(directory: string): Case[] {
  const read = <T>(name: string) => readJsonLines<T>(join(directory, "accept", name)) ?? [];
  return [
    ...read<{ sql: string; mysql97: string }>("features.jsonl").map((one) => ({
      sql: one.sql,
      valid: one.mysql97 === "valid",
    })),
    ...read<{ sql: string; ok: boolean }>("tidb-ddl.jsonl").map(({ sql, ok }) => ({ sql, valid: ok })),
    ...read<{ sql: string; ok: boolean }>("sqlfluff.jsonl").map(({ sql, ok }) => ({ sql, valid: ok })),
  ];
}
