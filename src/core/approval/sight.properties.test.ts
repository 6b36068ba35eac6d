import { expect, test } from "vitest";
import { everyRules, exploreAll, exploreAtRandom } from "../../testing/explore-sight.ts";

/** A million steps and all histories of four events take minutes: `npx tsx scripts/explore-sight.ts`. */
const prompt = { gate: "app", lags: false, losesHeads: true } as const;
const lagging = { gate: "app", lags: true, losesHeads: false } as const;
const alone = { gate: "action", lags: false, losesHeads: false } as const;

test.each([
  ["with the app, whichever of its events are lost", prompt],
  ["with the app, where the pull request shows pushes late", lagging],
  ["with the Action", alone],
])("%s, no approval counts of what its giver did not see, but for what nothing tells", (_, rules) => {
  const { wrong, example } = exploreAtRandom(everyRules(rules), { steps: 40_000, length: 12, seed: 7 });
  expect([wrong, example]).toEqual([0, undefined]);
});

test("nor in any history of two events", () => {
  for (const pause of [1, 600]) {
    const { wrong, example } = exploreAll(everyRules(prompt), 2, pause);
    expect([wrong, example]).toEqual([0, undefined]);
  }
});
