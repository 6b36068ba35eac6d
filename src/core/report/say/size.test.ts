import { expect, test } from "vitest";
import { sayBytes, sayCount } from "./size.ts";

test.each([
  [0, "0", "0 B"],
  [999, "999", "999 B"],
  [1000, "1,000", "1 kB"],
  [16384, "16,384", "16.4 kB"],
  [999_960, "999,960", "1 MB"],
  [61_440_000, "61,440,000", "61.4 MB"],
])("%d", (number, count, bytes) => {
  expect([sayCount(number), sayBytes(number)]).toEqual([count, bytes]);
});
