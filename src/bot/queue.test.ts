import { describe, expect, test } from "vitest";
import { createQueue } from "./queue.ts";

/** A queue over lists whose turns last until they are told to end. */
function stage(parallel = 2) {
  const log: string[] = [];
  const open = new Map<string, { end(): void; fail(error: Error): void }>();
  const queue = createQueue<string[]>({
    parallel,
    merge: (waiting, next) => [...waiting, ...next],
    run(key, items) {
      log.push(`${key}: ${items.join("+")}`);
      return new Promise((resolve, reject) => open.set(key, { end: resolve, fail: reject }));
    },
  });
  const end = async (key: string) => {
    open.get(key)?.end();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, log, open, end };
}

describe("the queue", () => {
  test("gives a key one turn at a time, and merges what waits for it", async () => {
    const { queue, log, end } = stage();
    void queue.add("a", ["1"]);
    void queue.add("a", ["2"]);
    void queue.add("a", ["3"]);
    expect(log).toEqual(["a: 1"]);
    await end("a");
    expect(log).toEqual(["a: 1", "a: 2+3"]);
  });

  test("gives keys turns side by side, up to the limit", async () => {
    const { queue, log, end } = stage();
    for (const key of ["a", "b", "c"]) void queue.add(key, ["1"]);
    expect(log).toEqual(["a: 1", "b: 1"]);
    await end("b");
    expect(log).toEqual(["a: 1", "b: 1", "c: 1"]);
  });

  test("a busy key holds up no other", async () => {
    const { queue, log, end } = stage();
    void queue.add("a", ["1"]);
    void queue.add("a", ["2"]);
    void queue.add("b", ["1"]);
    expect(log).toEqual(["a: 1", "b: 1"]);
    await end("b");
    expect(log).toEqual(["a: 1", "b: 1"]);
    await end("a");
    expect(log).toEqual(["a: 1", "b: 1", "a: 2"]);
  });

  test("tells everybody who waited for a turn how it went, and goes on", async () => {
    const { queue, log, open } = stage();
    const first = queue.add("a", ["1"]);
    const second = [queue.add("a", ["2"]), queue.add("a", ["3"])];
    open.get("a")?.fail(new Error("502"));
    await expect(first).rejects.toThrow("502");
    expect(log).toEqual(["a: 1", "a: 2+3"]);
    open.get("a")?.end();
    await Promise.all(second);
    await queue.idle();
  });
});
