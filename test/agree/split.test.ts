import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findClient } from "../../sandbox/mysql/find-client.ts";
import { type Recorder, startRecorder } from "../../sandbox/mysql/start-recorder.ts";
import { compareSplit } from "../../src/testing/compare-split.ts";
import { delimiterOddities } from "../scripts/delimiter-oddities.ts";
import { delimitedScript } from "./generate/delimited-script.ts";

let recorder: Recorder;

beforeAll(async () => {
  const log = (line: string) => process.stdout.write(`${line}\n`);
  const client = await findClient(log);
  log(`split as by ${client.how}`);
  recorder = await startRecorder(client);
});

afterAll(() => recorder?.stop());

async function compare(script: string) {
  const bytes = new TextEncoder().encode(script);
  return compareSplit(bytes, await recorder.send(bytes));
}

describe("a script is cut as the mysql client cuts it", () => {
  test.each(delimiterOddities.same)("%j", async (script) => {
    const { difference } = await compare(script);
    expect(difference).toBeUndefined();
  });
});

describe("where it is not, somebody is told", () => {
  test.each(delimiterOddities.told)("%j", async (script, how) => {
    const { difference, told } = await compare(script);
    expect(difference).toBeDefined();
    expect(told).toContain(how);
  });
});

test("whatever the delimiters: cut alike, or somebody is told", async () => {
  let alike = 0;
  await fc.assert(
    fc.asyncProperty(delimitedScript, async (script) => {
      const { difference, told } = await compare(script);
      if (!difference) alike++;
      expect(difference === undefined || told.length > 0, JSON.stringify(difference)).toBe(true);
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(alike).toBeGreaterThan(150);
});
