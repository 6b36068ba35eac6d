import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { processIo } from "./io.ts";

const folder = mkdtempSync(join(tmpdir(), "tollgate-io-"));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["UTF-8 as text", [0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0], "\ufeffé\0"],
  ["what is not UTF-8 as its bytes", [0x61, 0xe9], Buffer.from([0x61, 0xe9])],
  ["a real U+FFFD as its bytes, which tell that it is one", [0xef, 0xbf, 0xbd], Buffer.from("\ufffd")],
])("reads %s", async (_, bytes, content) => {
  const file = join(folder, "some.sql");
  writeFileSync(file, Buffer.from(bytes));
  expect(await processIo().readText(file)).toEqual(content);
});
