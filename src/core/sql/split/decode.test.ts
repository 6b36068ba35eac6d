import fc from "fast-check";
import { expect, test } from "vitest";
import { decode } from "./decode.ts";
import { advance, startOf } from "./position.ts";

function codes(...bytes: number[]): string[] {
  return decode(Uint8Array.from(bytes)).problems.map(({ code }) => code);
}

test("UTF-8 is read as it is, its byte order mark too", () => {
  const text = "\ufeffSELECT 'é日😀';\r\n";
  expect(decode(new TextEncoder().encode(text))).toEqual({ text, problems: [] });
});

test("what is not UTF-8 is a problem", () => {
  expect(codes(0x61, 0xe9)).toEqual(["file-is-not-utf-8"]);
  expect(codes(0xff, 0xfe, 0x61, 0)).toEqual(["file-is-utf-16"]);
  expect(codes(0xed, 0xa0, 0x80)).toEqual(["file-is-not-utf-8"]);
});

test("characters that show other text than runs are problems, with their place", () => {
  const problems = (text: string) => decode(new TextEncoder().encode(text)).problems;
  expect(problems("a\nb\0")).toMatchObject([{ code: "nul-character", line: 2, column: 2 }]);
  expect(problems("-- \u202e x")).toMatchObject([{ code: "bidirectional-control", line: 1, column: 4 }]);
  expect(problems("-- a\rDROP TABLE b")).toMatchObject([
    { code: "lone-carriage-return", line: 1, column: 5 },
  ]);
});

test("no byte is lost: the text has as many bytes as the file, and every one comes back", () => {
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(bytes, (file) => {
      const { text } = decode(file);
      expect(advance(startOf(), text, text.length).offset).toBe(file.length);
      expect(encode(text)).toEqual([...file]);
    }),
  );
});

function encode(text: string): number[] {
  return [...text].flatMap((char) => {
    const code = char.codePointAt(0) ?? 0;
    return code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : [...new TextEncoder().encode(char)];
  });
}
