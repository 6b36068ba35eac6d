import { join } from "node:path";
import { decode } from "../../../src/core/sql/decode.ts";
import {
  endOfBlockComment,
  endOfLineComment,
  endOfSpace,
  opensLineComment,
} from "../../../src/core/sql/scan.ts";
import { split } from "../../../src/core/sql/split.ts";
import type { Outcome } from "../kind.ts";
import { readJsonLines } from "../read-corpus.ts";

interface Golden {
  name: string;
  sql?: string;
  input?: string;
  want?: string[];
  smart?: string[];
}

/** Statement texts against golden files: as they are, or without leading comments and the trailing delimiter. */
export function checkSplit(directory: string): Outcome | undefined {
  const files = ["atlas", "bytebase", "edge"].map((name) =>
    readJsonLines<Golden>(join(directory, "split", `${name}.jsonl`)),
  );
  const goldens = files.flatMap((golden) => golden ?? []);
  if (goldens.length === 0) return undefined;
  const failures = goldens.flatMap((golden) => {
    const input = golden.input ?? golden.sql ?? "";
    const got = split(decode(new TextEncoder().encode(input)).text).statements;
    const exact = golden.smart !== undefined;
    const texts = got.map(({ text }) => (exact ? text : bare(text)));
    const want = (golden.smart ?? golden.want ?? []).map((text) => (exact ? text : bare(text)));
    return JSON.stringify(texts) === JSON.stringify(want)
      ? []
      : [`${golden.name}\n${firstDifference(want, texts)}`];
  });
  return { kind: "split", cases: goldens.length, failures, bar: 1 };
}

function bare(text: string): string {
  let at = endOfSpace(text, 0);
  for (;;) {
    if (opensLineComment(text, at)) at = endOfSpace(text, endOfLineComment(text, at));
    else if (text.startsWith("/*", at) && text.charAt(at + 2) !== "!")
      at = endOfSpace(text, endOfBlockComment(text, at, false));
    else return text.slice(at).replace(/[\s;]+$/, "");
  }
}

function firstDifference(want: readonly string[], got: readonly string[]): string {
  const at = want.findIndex((text, i) => text !== got[i]);
  const index = at === -1 ? want.length : at;
  return `  want ${JSON.stringify(want[index])}\n  got  ${JSON.stringify(got[index])}`;
}
