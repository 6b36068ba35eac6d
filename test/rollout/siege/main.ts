import { parseArgs } from "node:util";
import { checkout } from "../outside/checkout.ts";
import { flavours, startServer } from "../outside/server.ts";
import { runCampaign, type Told } from "./campaign.ts";
import { type InterruptionKind, kinds } from "./interruption.ts";
import { tally } from "./tally.ts";

const { values } = parseArgs({
  options: {
    flavour: { type: "string", multiple: true, default: [...flavours] },
    kind: {
      type: "string",
      multiple: true,
      default: kinds.filter((kind) => kind !== "silence" && kind !== "kill server"),
    },
    trials: { type: "string", default: "20" },
    first: { type: "string", default: "1" },
    interruptions: { type: "string", default: "25" },
    apart: { type: "string", default: "24" },
    files: { type: "string", default: "history" },
    "at-once": { type: "string", default: "2" },
  },
});
const chosen = kinds.filter((kind) => values.kind.includes(kind));
const [one, ...others]: InterruptionKind[] = chosen;
if (!one) throw new Error(`Which kinds of interruptions? ${kinds.join(", ")}`);

/** `npm run siege -- --flavour mysql --kind cut --first 7 --trials 1` repeats one case. */
console.log(`judging ${checkout}`);
for (const flavour of flavours.filter((name) => values.flavour.includes(name))) {
  const server = await startServer(flavour);
  const told = await runCampaign({
    server,
    seeds: Array.from({ length: Number(values.trials) }, (_, i) => Number(values.first) + i),
    kinds: [one, ...others],
    interruptions: Number(values.interruptions),
    apart: Number(values.apart),
    files: values.files === "history" ? "history" : Number(values.files),
    atOnce: Number(values["at-once"]),
    tell: tellWrong(flavour),
  }).finally(() => server.stop());
  console.log(`${flavour}: ${JSON.stringify(tally(told), undefined, 1)}`);
  process.exitCode ||= told.some(({ trial }) => trial.wrong.length > 0) ? 1 : 0;
}

function tellWrong(flavour: string) {
  return ({ seed, account, trial }: Told) => {
    console.log(
      `${flavour} seed ${seed} ${account}: ${trial.struck.length} interruptions, ${trial.runs} runs, ${trial.doubts.length} asked${trial.refused === undefined ? "" : ", refused"}`,
    );
    for (const what of trial.wrong) console.log(`  WRONG ${what}`);
  };
}
