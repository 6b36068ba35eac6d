import { join } from "node:path";
import type { Engine } from "../../../src/core/sql/engine.ts";
import { parseStatement } from "../../../src/core/sql/grammar/parse-statement.ts";
import { split } from "../../../src/core/sql/split/split.ts";
import { bareStatement } from "../bare-statement.ts";
import type { Outcome } from "../kind.ts";
import { readJsonLines } from "../read-corpus.ts";

const mysql97: Engine = { flavour: "mysql", version: 90799 };

/**
 * The rule is the server's: syntax is valid unless it answers 1064. Where a 9.7 server so contradicts the corpora: TiDB's
 * own syntax, statements of MySQL 5 and MariaDB, and what stands in a stored program only.
 */
const refusedByServer: readonly RegExp[] = [
  /\bglobal temporary\b|\bschedule\s*=|\bsystem_time\b|\bpartition x default\b|\bwith 4 buckets\b|\bpartition a index\b/i,
  /\b(?:column|foreign key|partition|key|index|drop index) if (?:not )?exists\b/i,
  /\bread (?:only|write)$|\bforce auto_increment\b|\bby password\b|\bcollate \w+ collate\b|\bcharset default collate default\b/i,
  /^(?:open|close|fetch|declare|if|loop|repeat|until|end|while|get diagnostics condition|reset master)\b/i,
  /^get diagnostics @a = \w+ condition|^flush .*\b(?:hosts|for channel)\b|\bevery interval second\b|\b(?:procedure|function)\b[\s\S]*~$/i,
  /\bselect unique\b|\binsert into some_table;|\bdefault now\b(?!\()/i,
];

/** What TiDB refuses, and a server takes, or refuses with another error than 1064. */
const acceptedByServer: readonly RegExp[] = [
  /\bas \(a\) not null on update\b/i,
  /\b(?:algorithm|lock)(?: =)? (?:algorithm|lock)_type$/i,
  /\bpartition by range \(a\) \(partition x values less than \(10\) \(subpartition y\)\)/i,
  /\bby \w+ \(a\) \(partition x values (?:less than|in) \(10\)\)$/i,
  /\bby list \(a\)$|\b(?:sub)?partitions 0\b/i,
  /\bless than \(1, 2\)\)$|\(10, \(20, 30\)\)/i,
];

/** Valid statements are read whole. */
export function checkAccepted(directory: string): Outcome | undefined {
  const statements = readStatements(directory).filter(({ valid }) => valid);
  if (statements.length === 0) return undefined;
  const failures = statements.flatMap(({ text, mode }) => {
    const { parsed, unparsed } = parseStatement(text, mode);
    return parsed ? [] : [`${text}\n  not read from: ${unparsed ?? ""}`];
  });
  return { cases: statements.length, failures, bar: 0.99 };
}

/** What a server refuses is refused, or of unknown source, and so never less than high. */
export function checkRefused(directory: string): Outcome | undefined {
  const statements = readStatements(directory).filter(({ valid }) => !valid);
  if (statements.length === 0) return undefined;
  const failures = statements.flatMap(({ text, mode }) => {
    const { parsed, source } = parseStatement(text, mode);
    return parsed && source !== "unknown" ? [text] : [];
  });
  return { cases: statements.length, failures, bar: 1 };
}

function readStatements(directory: string) {
  return readCases(directory).flatMap(({ sql, valid }) =>
    split(sql, { mode: { engine: mysql97 } }).statements.map(({ text, mode }) => {
      const bare = bareStatement(text);
      const named = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(bare));
      return { text, mode, valid: valid ? !named(refusedByServer) : named(acceptedByServer) };
    }),
  );
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
