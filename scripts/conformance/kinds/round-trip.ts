import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { lex } from "../../../src/core/sql/lex/lex.ts";
import { decode } from "../../../src/core/sql/split/decode.ts";
import { split } from "../../../src/core/sql/split/split.ts";
import type { SplitStatement } from "../../../src/core/sql/statement.ts";
import type { Outcome } from "../kind.ts";
import { findFiles } from "../read-corpus.ts";

/** Every file, byte for byte: texts, delimiters and gaps make the file, and a gap holds nothing that a server would run. */
export function checkRoundTrip(directory: string): Outcome | undefined {
  const files = findFiles(directory, ".sql");
  if (files.length === 0) return undefined;
  const failures = files.flatMap((path) => {
    const difference = findDifference(readFileSync(path));
    return difference === undefined ? [] : [`${relative(directory, path)}: ${difference}`];
  });
  return { cases: files.length, failures, bar: 1 };
}

function findDifference(bytes: Buffer): string | undefined {
  const { text, problems } = decode(bytes);
  if (problems.some(({ code }) => code.startsWith("file-is"))) return undefined;
  let at = 0;
  for (const statement of split(text).statements) {
    const { start, end, delimiter } = statement;
    const gap = bytes.subarray(at, start.offset).toString();
    if (start.offset < at || holdsCode(gap, statement))
      return `line ${start.line}: lost ${JSON.stringify(gap)}`;
    if (bytes.subarray(start.offset, end.offset).toString() !== statement.text)
      return `line ${start.line}: other text`;
    at = end.offset + Buffer.byteLength(delimiter);
    if (bytes.subarray(end.offset, at).toString() !== delimiter) return `line ${end.line}: other delimiter`;
  }
  return undefined;
}

/** Between statements stand white space, comments, lone delimiters and lines of the client. */
function holdsCode(gap: string, { mode, delimiter }: SplitStatement): boolean {
  const sql = gap
    .replace(/^\s*(?:\/\*[^*]*\*\/\s*)?(?:delimiter|use|source)\b.*$/gim, "")
    .replaceAll(delimiter || ";", " ");
  return lex(sql.replace(/^\ufeff/, ""), mode).some(({ value }) => value !== ";");
}
