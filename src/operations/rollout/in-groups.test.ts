import fc from "fast-check";
import { expect, test } from "vitest";
import type { OnError } from "../../core/policy/policy.ts";
import { inGroups, inParallel } from "./in-groups.ts";

const tick = () => new Promise<void>((done) => setImmediate(done));

/** Runs letters; capital ones fail. Gives what ran, in the order of beginning, and the most at one time. */
async function run(groups: [OnError, string][], most: number, cancelAt?: string) {
  const begun: string[] = [];
  const cancel = new AbortController();
  let [now, highest] = [0, 0];
  const ends = await inGroups(
    groups.map(([onError, items], i) => ({ name: `${i}`, onError, items: [...items] })),
    {
      most,
      cancel: cancel.signal,
      failed: (end: string) => end !== end.toLowerCase(),
      async act(item) {
        begun.push(item);
        highest = Math.max(highest, ++now);
        for (let i = item.charCodeAt(0) % 3; i >= 0; i--) await tick();
        if (item === cancelAt) cancel.abort();
        now--;
        return item;
      },
    },
  );
  return { begun: begun.join(""), ends: ends.join(""), highest };
}

test.each<[string, [OnError, string][], number, string]>([
  ["one after the other, the first failure stops", [["stop", "abCde"]], 1, "abC"],
  ["a failure stops nothing where the policy says so", [["continue", "aBcDe"]], 1, "aBcDe"],
  ["a canary keeps the others out", [["stop", "A"], ["continue", "bc"]], 4, "A"], // biome-ignore format: a table
  ["a group that goes on lets the next one begin", [["continue", "A"], ["stop", "bc"]], 4, "Abc"], // biome-ignore format: a table
])("%s", async (_, groups, most, ran) => {
  expect(await run(groups, most)).toMatchObject({ begun: ran, ends: ran });
});

test("what has begun ends, and is told, when another one stops the rest", async () => {
  // `b` fails first, `a` is still busy; `c` never begins.
  const { begun, ends } = await run([["stop", "bAcd"]], 2);
  expect(ends).toBe(begun);
  expect(begun.length).toBeLessThan(4);
});

test("after a cancel nothing begins", async () => {
  expect(await run([["continue", "abc"], ["continue", "d"]], 1, "b")).toMatchObject({ begun: "ab" }); // biome-ignore format: short
});

test("whatever the groups and bounds: order of groups, never above the bound, none twice", async () => {
  const letters = fc.string({ unit: fc.constantFrom(..."abcdefABC"), maxLength: 12 });
  const group = fc.tuple(fc.constantFrom<OnError>("stop", "continue"), letters);
  await fc.assert(
    fc.asyncProperty(
      fc.array(group, { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      async (groups, most) => {
        const { ends, highest } = await run(groups, most);
        const all = groups.map(([, items]) => items).join("");
        expect(highest).toBeLessThanOrEqual(most);
        const isStopped = groups.some(([onError, items]) => onError === "stop" && /[A-Z]/.test(items));
        if (isStopped) expect(all.startsWith(ends)).toBe(true);
        else expect(ends).toBe(all);
      },
    ),
  );
});

test("one that throws is thrown when the others have ended", async () => {
  const ended: number[] = [];
  const all = inParallel([1, 2, 3], { most: 3 }, async (n) => {
    await tick();
    if (n === 1) throw new Error("one");
    await tick();
    ended.push(n);
  });
  await expect(all).rejects.toThrow("one");
  expect(ended).toEqual([2, 3]);
});
