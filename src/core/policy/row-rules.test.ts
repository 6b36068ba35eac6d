import { expect, test } from "vitest";
import { resolveRowRules } from "./row-rules.ts";

test("nothing is said, rows are kept by default limits, or not", () => {
  expect(resolveRowRules({})).toBeUndefined();
  expect(resolveRowRules({ undo: { keep: "off" } })).toEqual({ batches: undefined });
  expect(resolveRowRules({ undo: { keep: "rows", max_rows: 5, required: true } })).toEqual({
    batches: undefined,
    undo: { maxRows: 5, maxBytes: 67_108_864, required: true },
  });
  expect(resolveRowRules({ batches: { over: 9 } })).toEqual({ batches: { over: 9, size: 5_000 } });
});
