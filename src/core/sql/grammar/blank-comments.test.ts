import { expect, test } from "vitest";
import { blankComments } from "./blank-comments.ts";

const mode = { ansiQuotes: false, noBackslashEscapes: false, engine: undefined };

test.each([
  ["SELECT /* 🦆 */ 1 -- one\n, '/* 2 */' # two", "SELECT          1        , '/* 2 */'      "],
  ["SELECT /*+ SET_VAR(sort_buffer_size = 1) */ 1", "SELECT                                      1"],
  ["/* '; */ DO 1 - -1 /**/;", "         DO 1 - -1     ;"],
  ["SELECT\n1", "SELECT\n1"],
])("%s", (text, blanked) => {
  expect(blankComments(text, mode)).toBe(blanked);
});
