import { expect, test } from "vitest";
import { highScripts, moderateScripts } from "../../testing/dangerous-scripts.ts";
import { harmlessScripts } from "../../testing/harmless-scripts.ts";
import { plannedStatements } from "../../testing/planned.ts";
import { replayScript } from "../change/replay-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { split } from "../sql/split/split.ts";
import { foresee } from "./foresee.ts";
import { foreseeScript } from "./foresee-script.ts";

const engine = { flavour: "mysql", version: 80400 } as const;
const home = { names: new Set(["shop"]), isKnown: true };

test("what is passed over as plain has nothing to be foreseen", () => {
  for (const script of [...harmlessScripts, ...highScripts, ...moderateScripts]) {
    const { statements } = replayScript(split(script, { mode: { engine } }).statements, {
      ...{ engine, home, catalog: emptyCatalog() },
    });
    const quick = foreseeScript(statements, home).flatMap((found, at) =>
      found.map(({ id }) => `${at} ${id}`),
    );
    const whole = foresee(plannedStatements(script)).map(({ at, id }) => `${at} ${id}`);
    expect(quick.sort(), script).toEqual(whole.sort());
  }
});
