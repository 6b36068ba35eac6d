import { join } from "node:path";
import { decode } from "../../../src/core/sql/split/decode.ts";
import { split } from "../../../src/core/sql/split/split.ts";
import { bareStatement } from "../bare-statement.ts";
import type { Outcome } from "../kind.ts";
import { readJsonLines } from "../read-corpus.ts";

interface Golden {
  name: string;
  sql?: string;
  input?: string;
  want?: string[];
  smart?: string[];
}

/**
 * Goldens that a real server contradicts. NO_BACKSLASH_ESCAPES: they were seen on a server that does not tell the client
 * its sql_mode; the client of a real one follows the mode and cuts after `'a\\'`.
 */
const contradicted: ReadonlySet<string> = new Set(["NO_BACKSLASH_ESCAPES"]);

/** Statement texts against golden files: as they are, or without leading comments and the trailing delimiter. */
export function checkSplit(directory: string): Outcome | undefined {
  const files = ["atlas", "bytebase", "edge"].map((name) =>
    readJsonLines<Golden>(join(directory, "split", `${name}.jsonl`)),
  );
  const goldens = files.flatMap((golden) => golden ?? []);
  if (goldens.length === 0) return undefined;
  const failures = goldens
    .filter(({ name }) => !contradicted.has(name))
    .flatMap((golden) => {
      const input = golden.input ?? golden.sql ?? "";
      const got = split(decode(new TextEncoder().encode(input)).text).statements;
      const exact = golden.smart !== undefined;
      const texts = got.map(({ text }) => (exact ? text : bareStatement(text)));
      const want = (golden.smart ?? golden.want ?? []).map((text) => (exact ? text : bareStatement(text)));
      return JSON.stringify(texts) === JSON.stringify(want)
        ? []
        : [`${golden.name}\n${firstDifference(want, texts)}`];
    });
  return { cases: goldens.length - contradicted.size, failures, bar: 1 };
}

function firstDifference(want: readonly string[], got: readonly string[]): string {
  const at = want.findIndex((text, i) => text !== got[i]);
  const index = at === -1 ? want.length : at;
  return `  want ${JSON.stringify(want[index])}\n  got  ${JSON.stringify(got[index])}`;
}
