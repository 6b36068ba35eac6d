import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("one runs, the newest waits, the one between is cancelled", async () => {
  const turns = createTurns();
  const first = await turns.take("a", "single");
  const second = turns.take("a", "single");
  const third = turns.take("a", "single");
  expect(await second).toBeUndefined();
  first?.();
  expect(await third).toBeDefined();
});

test("with max all wait; another group does not", async () => {
  const turns = createTurns();
  const first = await turns.take("a", "max");
  const second = turns.take("a", "max");
  const third = turns.take("a", "max");
  expect(await turns.take("b", "max")).toBeDefined();
  first?.();
  (await second)?.();
  expect(await third).toBeDefined();
});
