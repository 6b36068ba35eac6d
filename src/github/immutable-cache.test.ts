import { expect, it } from "vitest";
import { immutableCache } from "./immutable-cache.ts";

/** A cache, and what was read for it, in order. */
function watched(budget: number) {
  const cache = immutableCache(budget);
  const reads: string[] = [];
  const get = (key: string, value = key) =>
    cache.get(
      key,
      (text) => text.length,
      async () => {
        reads.push(key);
        await new Promise((resolve) => setImmediate(resolve));
        if (value === "error") throw new Error(`no ${key}`);
        return value;
      },
    );
  return { get, reads };
}

it("reads once, and gives everybody who waits the same", async () => {
  const { get, reads } = watched(100);
  expect(await Promise.all([get("a"), get("b"), get("a"), get("a")])).toEqual(["a", "b", "a", "a"]);
  expect(await get("a")).toBe("a");
  expect(reads).toEqual(["a", "b"]);
});

it("an error is everybody's who waits, and the next one reads again", async () => {
  const { get, reads } = watched(100);
  const both = await Promise.allSettled([get("a", "error"), get("a", "error")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(get("a", "error")).rejects.toThrow("no a");
  expect(await get("a")).toBe("a");
  expect(reads).toEqual(["a", "a", "a"]);
});

it("the longest unused goes when the budget is spent", async () => {
  const { get, reads } = watched(8);
  for (const key of ["aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"]) await get(key);
  expect(reads).toEqual(["aaaa", "bbbb", "cccc", "bbbb"]);
});

it("what is larger than the budget is given and not kept, and pushes nothing out", async () => {
  const { get, reads } = watched(4);
  await get("a");
  expect([await get("bbbbb"), await get("bbbbb"), await get("a")]).toEqual(["bbbbb", "bbbbb", "a"]);
  expect(reads).toEqual(["a", "bbbbb", "bbbbb"]);
});

it("more at once than the budget holds: everybody gets what they wait for", async () => {
  const { get } = watched(10);
  const keys = Array.from({ length: 50 }, (_, i) => `key${i}`);
  expect(await Promise.all(keys.map((key) => get(key)))).toEqual(keys);
});

it.each([[""], [undefined], [0]])("%j is a value like others", async (value) => {
  const cache = immutableCache(10);
  let reads = 0;
  const get = () =>
    cache.get(
      "a",
      () => 0,
      async () => {
        reads++;
        return value;
      },
    );
  expect([await get(), await get(), reads]).toEqual([value, value, 1]);
});
