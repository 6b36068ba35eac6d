/**
 * The long form of src/core/approval/sight.properties.test.ts: a million random steps for each kind of gate, and every
 * history of four events. `npx tsx scripts/explore-sight.ts [steps]`
 */
import { type Explored, everyRules, exploreAll, exploreAtRandom } from "../src/testing/explore-sight.ts";

const steps = Number(process.argv[2] ?? 1_000_000);

function tell(name: string, { histories, steps: done, wrong, blind, example }: Explored) {
  console.log(`${name}: ${histories} histories, ${done} steps, ${wrong} wrong, ${blind} blind`);
  if (example !== undefined) console.log(`  ${example}`);
}

for (const gate of ["app", "action"] as const) {
  for (const lags of [false, true]) {
    for (const losesHeads of gate === "app" ? [false, true] : [false]) {
      const rules = everyRules({ gate, lags, losesHeads });
      const name = `gate: ${gate}${lags ? ", late" : ""}${losesHeads ? ", heads lost" : ""}`;
      tell(name, exploreAtRandom(rules, { steps, length: 12, seed: 1 }));
    }
  }
  for (const pause of [1, 600])
    tell(
      `gate: ${gate}, all of length 4, ${pause} s`,
      exploreAll(everyRules({ gate, lags: false, losesHeads: false }), 4, pause),
    );
}
