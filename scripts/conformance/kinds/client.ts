import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { findClient } from "../../../sandbox/mysql/find-client.ts";
import { type Recorder, startRecorder } from "../../../sandbox/mysql/start-recorder.ts";
import { compareSplit } from "../../../src/testing/compare-split.ts";
import type { LeftOut, Outcome } from "../kind.ts";
import { findFiles, readJsonLines } from "../read-corpus.ts";

interface Script {
  name: string;
  bytes: Uint8Array;
}

/**
 * Every script with a DELIMITER, and the golden scripts of odd clients, as the `mysql` client itself cuts them. What we
 * cannot read may differ: the client drops a backslash at the end of a line, where no server takes one.
 */
export async function checkClient(directory: string): Promise<Outcome | LeftOut | undefined> {
  const scripts = [...filesWithDelimiter(directory), ...oddScripts(directory)];
  if (scripts.length === 0) return undefined;
  const client = await findClient((line) => process.stderr.write(`${line}\n`)).catch((error: Error) => ({
    leftOut: error.message,
  }));
  if ("leftOut" in client) return client;
  const recorder = await startRecorder(client);
  try {
    const failures: string[] = [];
    for (const script of scripts) failures.push(...(await compare(recorder, script)));
    return { cases: scripts.length, failures, bar: 1, by: client.how };
  } finally {
    await recorder.stop();
  }
}

async function compare(recorder: Recorder, { name, bytes }: Script): Promise<string[]> {
  const { difference, told } = compareSplit(bytes, await recorder.send(bytes));
  if (!difference || told.includes("not read")) return [];
  const { ours, client } = difference;
  return [`${name} (${told.join(", ") || "nobody is told"})\n  ours   ${ours}\n  client ${client}`];
}

function filesWithDelimiter(directory: string): Script[] {
  return findFiles(directory, ".sql")
    .map((path) => ({ name: relative(directory, path), bytes: readFileSync(path) }))
    .filter(({ bytes }) => /^\s*delimiter\b/im.test(bytes.toString("latin1")));
}

function oddScripts(directory: string): Script[] {
  const goldens =
    readJsonLines<{ name: string; input: string }>(join(directory, "split", "edge.jsonl")) ?? [];
  return goldens.map(({ name, input }) => ({ name, bytes: new TextEncoder().encode(input) }));
}
