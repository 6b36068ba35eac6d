import { join } from "node:path";
import { split } from "../../../src/core/sql/split.ts";
import { readStatement } from "../../../src/core/sql/statements/read-statement.ts";
import type { Engine } from "../../../src/core/sql/token.ts";
import { bareStatement } from "../bare-statement.ts";
import type { Outcome } from "../kind.ts";
import { readJsonLines } from "../read-corpus.ts";

const mysql97: Engine = { flavour: "mysql", version: 90799 };

/**
 * Where a 9.7 server contradicts the corpora: TiDB's own syntax and statements of MySQL 5 answer 1064, and so does what
 * stands in a stored program only.
 */
const refusedByServer: readonly RegExp[] = [
  /\bglobal temporary\b|\bschedule\s*=|\bsystem_time\b|\bpartition x default\b|\bwith 4 buckets\b|\bpartition a index\b/i,
  /\b(?:column|partition|key|index|drop index) if (?:not )?exists\b/i,
  /\bread (?:only|write)$|\bforce auto_increment\b|\bby password\b|\bcollate \w+ collate\b|\bcharset default collate default\b/i,
  /^(?:open|close|fetch|declare|if|loop|repeat|until|end|while|get diagnostics condition|reset master)\b/i,
  /^get diagnostics @a = \w+ condition|^flush .*\b(?:hosts|for channel)\b|\bevery interval second\b|~$/i,
];

/** These TiDB refuses, and a server takes. */
const acceptedByServer: readonly RegExp[] = [
  /\bas \(a\) not null on update\b/i,
  /\bpartition by range \(a\) \(partition x values less than \(10\) \(subpartition y\)\)/i,
];

/** Valid statements are read whole. */
export function checkAccepted(directory: string): Outcome | undefined {
  const statements = readCases(directory)
    .filter(({ valid }) => valid)
    .flatMap(({ sql }) => split(sql, { mode: { engine: mysql97 } }).statements)
    .filter(({ text }) => !refusedByServer.some((pattern) => pattern.test(bareStatement(text))));
  if (statements.length === 0) return undefined;
  const failures = statements.flatMap(({ text, mode }) => {
    const { parsed, unparsed } = readStatement(text, mode);
    return parsed ? [] : [`${text}\n  not read from: ${unparsed ?? ""}`];
  });
  return { cases: statements.length, failures, bar: 0.99 };
}

/** What a server refuses is refused, or of unknown source, and so never less than high. */
export function checkRefused(directory: string): Outcome | undefined {
  const invalid = readCases(directory).filter(
    ({ sql, valid }) => !valid && !acceptedByServer.some((pattern) => pattern.test(sql)),
  );
  if (invalid.length === 0) return undefined;
  const failures = invalid.flatMap(({ sql }) => {
    const { statements } = split(sql, { mode: { engine: mysql97 } });
    const read = statements.map(({ text, mode }) => readStatement(text, mode));
    return read.every(({ parsed, source }) => parsed && source !== "unknown") ? [sql] : [];
  });
  return { cases: invalid.length, failures, bar: 1 };
}

interface Case {
  sql: string;
  valid: boolean;
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
