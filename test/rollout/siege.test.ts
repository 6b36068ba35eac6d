import { describe, expect, test } from "vitest";
import { flavours, startServer } from "./outside/server.ts";
import { type CampaignInput, runCampaign } from "./siege/campaign.ts";

/** A few trials of `npm run siege`, which has many. */
const short: Pick<CampaignInput, "seeds" | "kinds" | "interruptions" | "apart" | "files">[] = [
  {
    files: "history",
    seeds: [1],
    kinds: ["cut", "kill client", "kill asking", "kill other", "terminate"],
    interruptions: 12,
    apart: 30,
  },
  { files: 6, seeds: [1, 2], kinds: ["cut", "kill client", "kill asking"], interruptions: 4, apart: 20 },
];

describe.each(flavours)("%s", (flavour) => {
  test.each(short)("interrupted in $files, nothing is lost, doubled or believed wrongly", async (one) => {
    const server = await startServer(flavour);
    const told = await runCampaign({ ...one, server, tell: () => {} }).finally(() => server.stop());
    const wrong = told.flatMap(({ seed, trial }) => trial.wrong.map((what) => `seed ${seed}: ${what}`));
    expect(wrong).toEqual([]);
    expect(told.flatMap(({ trial }) => trial.struck).length).toBeGreaterThan(0);
  });
});
