import { join } from "node:path";
import type { Outcome } from "../kind.ts";
import { readAlter } from "../read-alter.ts";
import { readJsonLines } from "../read-corpus.ts";

interface Case {
  name: string;
  create: string;
  alter: string;
  instant_capable: boolean;
  assume: string;
}

/** ALGORITHM=INSTANT on MySQL 8.4; cases for older servers, or stricter than the server on purpose, are left out. */
export function checkInstant(directory: string): Outcome | undefined {
  const cases = readJsonLines<Case>(join(directory, "instant", "vitess.jsonl"))?.filter(
    ({ assume }) => !/server without INSTANT|conservative/.test(assume),
  );
  if (!cases) return undefined;
  const failures = cases.flatMap(({ name, create, alter, instant_capable }) => {
    const read = readAlter(alter, create);
    if ((read?.algorithm === "INSTANT") === instant_capable) return [];
    return [`${name}: ${alter}\n  want ${instant_capable ? "" : "not "}INSTANT, got ${read?.algorithm}`];
  });
  return { cases: cases.length, failures, bar: 1 };
}
